import { describe, expect, it } from 'vitest';
import { html } from './markup.ts';

describe('html', () => {
  it.each([
    ['<script>alert(1)</script>', '&lt;script&gt;alert(1)&lt;/script&gt;'],
    [`"><img src=x onerror='x'>`, '&quot;&gt;&lt;img src=x onerror=&#39;x&#39;&gt;'],
    ['甲&乙', '甲&amp;乙'],
    ['张\u202E\u0000三\u0007', '张三'],
    ['何𬭎 龑 阿·卜', '何𬭎 龑 阿·卜'],
    ['\uD86D', '\uFFFD'],
  ])('writes %j harmlessly', (text, written) => {
    expect(html`<td title="${text}">${text}</td>`.markup).toBe(`<td title="${written}">${written}</td>`);
  });

  it('lets finished markup and lists of it stand', () => {
    const parts = ['<', 'b'].map((text) => html`<b>${text}</b>`);
    expect(html`<i>${parts}${html`<b>${3}</b>`}</i>`.markup).toBe('<i><b>&lt;</b><b>b</b><b>3</b></i>');
  });
});
