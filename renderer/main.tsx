import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { App } from './frame/App.tsx';
import { ErrorBoundary } from './frame/ErrorBoundary.tsx';
import './frame/look.css';
import './parts/parts.css';
import './pages/start/start.css';

const root = document.getElementById('root');
if (!root) throw new Error('index.html has no #root');
createRoot(root).render(
  <StrictMode>
    <ErrorBoundary place="window">
      <App />
    </ErrorBoundary>
  </StrictMode>,
);
