import { Component, type ReactNode } from 'react';

/** A page that breaks says so and shows the ways out; the rest of the window goes on. */
export class ErrorBoundary extends Component<
  { children: ReactNode; place: string },
  { error: Error | null }
> {
  override state: { error: Error | null } = { error: null };

  static getDerivedStateFromError(reason: unknown): { error: Error } {
    return { error: reason instanceof Error ? reason : new Error(String(reason)) };
  }

  override componentDidUpdate(before: { place: string }): void {
    if (before.place !== this.props.place && this.state.error) this.setState({ error: null });
  }

  override render(): ReactNode {
    const { error } = this.state;
    if (!error) return this.props.children;
    return (
      <div className="broken" role="alert">
        <h1>这一页出错了</h1>
        <p>已经保存的数据都在文件里，没有受影响。可以再试一次，或先去别的页面。</p>
        <div className="broken-actions">
          <button type="button" className="button primary" onClick={() => this.setState({ error: null })}>
            再试一次
          </button>
          <button
            type="button"
            className="button plain"
            onClick={() => {
              window.location.hash = '#/desk';
              this.setState({ error: null });
            }}
          >
            回到工作台
          </button>
          <button type="button" className="button plain" onClick={() => window.location.reload()}>
            重新载入窗口
          </button>
        </div>
        <details>
          <summary>技术细节（请人帮忙时给他看）</summary>
          <pre>{error.stack ?? error.message}</pre>
        </details>
      </div>
    );
  }
}
