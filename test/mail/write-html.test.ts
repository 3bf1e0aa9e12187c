import { describe, expect, test } from 'vitest';
import { writeHtml } from '../../src/mail/write-html.ts';

/** The page's body, without its styles. */
function bodyOf(text: string): string {
  const html = writeHtml({ text, title: 'A title', language: 'EN_US' });
  return /<body[^>]*>\n([\s\S]*)\n<\/body>/.exec(html)![1]!.replaceAll(/<p style='[^']*'>/g, '<p>');
}

const link = (address: string) => `<a href="${address}">${address}</a>`;

describe('the page of a text', () => {
  test.each([
    ['keeps paragraphs', 'a\n\nb\n \t\n\nc', '<p>a</p>\n<p>b</p>\n<p>c</p>'],
    ['keeps line breaks', 'a\nb\n', '<p>a<br>\nb</p>'],
    ['of nothing', '\n \n', ''],
    [
      'escapes',
      `<b onclick="x">&amp; 'c'</b>`,
      '<p>&lt;b onclick=&quot;x&quot;&gt;&amp;amp; &#39;c&#39;&lt;/b&gt;</p>',
    ],
    ['links', 'see http://a.test now', `<p>see ${link('http://a.test')} now</p>`],
    [
      'links with what is escaped',
      'https://a.test/?x=1&y="2"',
      `<p>${link('https://a.test/?x=1&amp;y=')}&quot;2&quot;</p>`,
    ],
    ['ends a link before the sentence does', 'https://a.test/x.', `<p>${link('https://a.test/x')}.</p>`],
    ['ends a link before a bracket', '(https://a.test/x).', `<p>(${link('https://a.test/x')}).</p>`],
    ['keeps a bracket of the link', 'https://a.test/x_(y)', `<p>${link('https://a.test/x_(y)')}</p>`],
    ['ends a link before Japanese', 'https://a.test/1をご覧', `<p>${link('https://a.test/1')}をご覧</p>`],
    [
      'ends a link before markup',
      'https://a.test/<script>',
      `<p>${link('https://a.test/')}&lt;script&gt;</p>`,
    ],
    [
      'links several',
      'http://a.test http://b.test',
      `<p>${link('http://a.test')} ${link('http://b.test')}</p>`,
    ],
    [
      'links nothing else',
      'javascript:alert(1) file:///a ftp://b',
      '<p>javascript:alert(1) file:///a ftp://b</p>',
    ],
    ['links no half address', 'https://?', '<p>https://?</p>'],
  ])('%s', (_what, text, body) => {
    expect(bodyOf(text)).toBe(body);
  });

  test('has its language and its title, escaped', () => {
    const html = writeHtml({ text: 'a', title: '</title><b>', language: 'PT_BR' });
    expect(html).toContain('<html lang="pt-BR">');
    expect(html).toContain('<title>&lt;/title&gt;&lt;b&gt;</title>');
  });

  test('loads nothing', () => {
    const html = writeHtml({ text: 'https://a.test/b.png', title: 'a', language: 'JA' });
    expect(html).not.toMatch(/<(img|link|script|style|iframe)\b|url\(|@import|src=/i);
    expect(html.match(/https?:/g)).toHaveLength(2);
  });
});
