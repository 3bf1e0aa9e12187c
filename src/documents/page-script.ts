/**
 * The script of an open page, which can also be read, printed and accepted without it. The attributes of `<main>`
 * have its parameters: where to report a view (after it was visible for a second, which excludes mail scanners and
 * previews), the URL of the live stream, and the revision of the page.
 *
 * A hidden page has no live stream, as a browser shares six connections among all of its tabs. When the page
 * reconnects, the server detects missed changes by the revision.
 */
export const PAGE_SCRIPT = `(() => {
  'use strict';
  const LOOK_MS = 1000;
  const RETRY_MS = 3000;
  const LONGEST_RETRY_MS = 60000;
  let source = null;
  let looking = 0;
  let retrying = 0;
  let failures = 0;
  let loading = null;

  const main = () => document.querySelector('main');
  const isVisible = () => document.visibilityState === 'visible';

  function look() {
    clearTimeout(looking);
    const path = main().dataset.viewed;
    if (!path || !isVisible()) return;
    looking = setTimeout(async () => {
      const sent = await fetch(path, { method: 'POST', keepalive: true }).catch(() => null);
      if (sent && sent.ok) delete main().dataset.viewed;
    }, LOOK_MS);
  }

  async function load() {
    const response = await fetch(location.href, { cache: 'no-store' });
    if (!response.ok && response.status !== 404) throw new Error('The page cannot be had now.');
    const next = new DOMParser().parseFromString(await response.text(), 'text/html');
    const [before, after] = [main(), next.querySelector('main')];
    if (before.dataset.revision === after.dataset.revision) return;
    const hadFocus = before.contains(document.activeElement);
    before.replaceWith(document.adoptNode(after));
    document.title = next.title;
    document.documentElement.lang = next.documentElement.lang;
    document.getElementById('news').textContent = after.dataset.news;
    if (hadFocus) after.focus({ preventScroll: true });
  }

  // One request at a time: a change during a request causes another one after it.
  function reload() {
    loading = (loading || Promise.resolve()).then(load).then(() => {
      if (main().dataset.live) look();
      else hangUp();
    }).catch(retry);
    return loading;
  }

  function listen() {
    const { live, revision } = main().dataset;
    if (source || !live || !isVisible()) return;
    source = new EventSource(live + '?revision=' + encodeURIComponent(revision));
    source.addEventListener('open', () => { failures = 0; });
    source.addEventListener('changed', reload);
    source.addEventListener('error', retry);
  }

  function retry() {
    hangUp();
    const pause = Math.min(LONGEST_RETRY_MS, RETRY_MS * 2 ** failures) * (0.5 + Math.random() / 2);
    failures += 1;
    retrying = setTimeout(async () => {
      retrying = 0;
      await reload();
      if (!retrying) listen();
    }, pause);
  }

  function hangUp() {
    clearTimeout(retrying);
    retrying = 0;
    if (source) source.close();
    source = null;
  }

  function wake() {
    look();
    if (isVisible()) listen();
    else hangUp();
  }

  document.addEventListener('visibilitychange', wake);
  addEventListener('pageshow', wake);
  addEventListener('pagehide', hangUp);
})();`;
