/**
 * The style of pages: dark on white, one accent colour, the reader's own fonts. On a narrow screen each row of the
 * table is a block; in print there are no buttons.
 */
export const PAGE_STYLE = `
:root { color-scheme: light; --ink: #1c2430; --muted: #576071; --rule: #dfe3e9; --ground: #f3f5f8; --accent: #23508e; }
*, ::before, ::after { box-sizing: border-box; }
html { -webkit-text-size-adjust: 100%; text-size-adjust: 100%; }
body { margin: 0; background: var(--ground); color: var(--ink); overflow-wrap: anywhere;
  font: 1rem/1.5 system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", "Helvetica Neue", Arial, sans-serif; }
h1, h2, p, dl, dd, form { margin: 0; }
main { max-width: 56rem; margin: 0 auto; padding: 2rem 1.5rem 4rem; }
main:focus { outline: none; }
:focus-visible { outline: 3px solid var(--accent); outline-offset: 3px; }
.unseen { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }

.bar { display: flex; flex-wrap: wrap; align-items: center; justify-content: space-between; gap: .75rem 1.5rem;
  padding: 0 0 1.5rem; }
.issuer { font-size: 1.125rem; font-weight: 650; letter-spacing: -.01em; }
.button { display: inline-flex; align-items: center; justify-content: center; min-height: 2.75rem; padding: .5rem 1.25rem;
  border: 1px solid var(--accent); border-radius: .5rem; background: #fff; color: var(--accent);
  font: inherit; font-weight: 600; text-decoration: none; text-align: center; cursor: pointer; }
.button:hover { background: #eaf0f8; }
.button.main { background: var(--accent); color: #fff; min-width: 11rem; font-size: 1.0625rem; }
.button.main:hover { background: #1a3d6e; }

.sheet { background: #fff; border: 1px solid var(--rule); border-top: 4px solid var(--accent); border-radius: .5rem;
  padding: 3rem 3.5rem 3.5rem; }
.head { display: flex; flex-wrap: wrap; align-items: flex-end; justify-content: space-between; gap: 1.5rem 2rem;
  padding-bottom: 2.25rem; border-bottom: 1px solid var(--rule); }
.title { display: flex; flex-wrap: wrap; align-items: center; gap: .375rem .875rem; margin-bottom: 1.25rem; }
h1 { font-size: 1.375rem; font-weight: 650; line-height: 1.25; letter-spacing: -.01em; }
.stamp { padding: .1875rem .75rem; border: 1.5px solid var(--muted); border-radius: 1rem; color: var(--muted);
  font-size: .8125rem; font-weight: 700; line-height: 1.35; letter-spacing: .04em; }
.stamp.paid, .stamp.accepted { border-color: var(--accent); background: var(--accent); color: #fff; }
.stamp.overdue { border-color: var(--ink); background: var(--ink); color: #fff; }
.stamp.draft { border-style: dashed; }
.figure { font-size: 2.75rem; font-weight: 700; line-height: 1.15; letter-spacing: -.02em; font-variant-numeric: tabular-nums; }
.label, h2, dt { color: var(--muted); font-size: .875rem; font-weight: 500; line-height: 1.5; }
.standing { margin-top: .25rem; }

.facts { display: grid; grid-template-columns: 1fr 1fr auto; gap: 1.75rem 2.5rem; padding: 2.25rem 0 2.5rem; }
.facts h2, dt { margin-bottom: .125rem; }
.name { font-weight: 600; }
.dates { display: grid; align-content: start; gap: 1rem; }
.text { white-space: pre-wrap; }
.summary { padding-bottom: 2rem; font-size: 1.0625rem; }

table { width: 100%; border-collapse: collapse; }
.lines th { padding: 0 0 .625rem 1.5rem; border-bottom: 2px solid var(--ink); color: var(--muted);
  font-size: .875rem; font-weight: 500; text-align: right; vertical-align: bottom; }
.lines td { padding: .875rem 0 .875rem 1.5rem; border-bottom: 1px solid var(--rule); text-align: right; vertical-align: top; }
.lines :is(th, td):first-child { width: 50%; padding-left: 0; text-align: start; }
.lines th { overflow-wrap: normal; }
.lines .quantity { min-width: 7rem; max-width: 9rem; }
.aside { color: var(--muted); font-size: .875rem; }
.price, .sum { white-space: nowrap; font-variant-numeric: tabular-nums; }
.totals { width: auto; min-width: 50%; margin: 1.25rem 0 0 auto; }
.totals th { padding: .3125rem 2rem .3125rem 0; font-weight: 400; text-align: start; color: var(--muted); }
.totals td { padding: .3125rem 0; text-align: right; }
.totals .strong :is(th, td) { padding-top: .875rem; padding-bottom: .875rem; color: var(--ink); font-weight: 650; }
.totals tr:has(+ .strong) > * { padding-bottom: .875rem; }
.totals .strong { border-top: 1px solid var(--rule); }
.totals .due { border-top: 2px solid var(--ink); }
.totals .due :is(th, td) { font-size: 1.1875rem; font-weight: 700; }
.note { margin-top: 2.5rem; padding-top: 1.5rem; border-top: 1px solid var(--rule); }
.note h2 { margin-bottom: .25rem; }

.notice { display: flex; flex-direction: column; justify-content: center; min-height: 80vh; max-width: 34rem; }
.notice h1 { margin-bottom: .75rem; font-size: 1.75rem; }
.notice h1::before { content: ""; display: block; width: 3rem; height: 4px; margin-bottom: 1.5rem; background: var(--accent); }
.notice p { text-wrap: balance; color: var(--muted); font-size: 1.0625rem; }

@media screen and (max-width: 56rem) {
  .sheet { padding: 2.5rem 2rem 3rem; }
  .facts { column-gap: 1.5rem; }
}

@media screen and (max-width: 40rem) {
  main { padding: 1rem 0 2rem; }
  .notice { padding: 1.5rem; }
  .bar { gap: .75rem; padding: 0 1.25rem 1rem; }
  .bar .button { padding: .5rem .875rem; font-size: .9375rem; }
  .sheet { padding: 1.75rem 1.25rem 2.25rem; border-width: 4px 0 0; border-radius: 0; }
  .head { padding-bottom: 1.5rem; }
  .head form, .button.main { width: 100%; }
  .figure { font-size: clamp(1.5rem, 9vw, 2.5rem); }
  .facts { grid-template-columns: 1fr; gap: 1.25rem; padding: 1.5rem 0 1.75rem; }
  .dates { display: flex; flex-wrap: wrap; gap: 1rem 1.25rem; }
  .summary { padding-bottom: 1.5rem; }
  .lines, .lines tbody { display: block; }
  .lines thead { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); }
  .lines tbody { border-top: 2px solid var(--ink); }
  .lines tr { display: flex; flex-wrap: wrap; gap: .25rem .3em; padding: .875rem 0; border-bottom: 1px solid var(--rule); }
  .lines td { padding: 0; border: 0; text-align: start; }
  .lines td:first-child { width: 100%; }
  .lines .quantity, .lines .price { min-width: 0; max-width: 100%; color: var(--muted); font-size: .9375rem; }
  .lines .quantity:not(:empty) + .price:not(:empty)::before { content: "× "; }
  .lines td:empty { display: none; }
  .lines .sum { margin-inline-start: auto; font-weight: 600; }
  .totals, .totals tbody { display: block; width: 100%; }
  .totals tr { display: flex; flex-wrap: wrap; gap: 0 1rem; }
  .totals th { padding-right: 0; }
  .totals td { margin-inline-start: auto; }
}

@media print {
  @page { margin: 16mm; }
  :root { --ground: #fff; font-size: 9.5pt; }
  main { max-width: none; padding: 0; }
  .bar .button, form { display: none; }
  .bar { padding-bottom: 1rem; }
  .sheet { padding: 1.5rem 0 0; border-width: 3px 0 0; border-radius: 0; }
  .head, .facts { padding-bottom: 1.5rem; }
  .facts { padding-top: 1.5rem; }
  .lines td { padding-top: .625rem; padding-bottom: .625rem; }
  .stamp, .notice h1::before { print-color-adjust: exact; -webkit-print-color-adjust: exact; }
  .lines thead { display: table-header-group; }
  .lines tr, .totals, .note { break-inside: avoid; }
  h2 { break-after: avoid; }
}
`;
