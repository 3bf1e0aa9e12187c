import PDFDocument from 'pdfkit';
import { LANGUAGE_TAGS } from '../values/money.ts';
import { cleanText } from './clean-text.ts';
import { titleOf } from './kind-labels.ts';
import type { Labels } from './label-set.ts';
import { LABELS } from './labels.ts';
import { openPages, type PageFlow, STYLES } from './pdf-flow.ts';
import { placeHeading } from './pdf-heading.ts';
import { placeLines } from './pdf-lines.ts';
import { placeNote, placeSums } from './pdf-sums.ts';
import type { StatementDocument } from './statement-document.ts';
import { drawLine, openTypesetter } from './typesetter.ts';
import { cutText } from './wrap-text.ts';

/** Renders the PDF of an invoice or estimate. The same document always produces the same bytes. */
export async function renderPdf(document: StatementDocument): Promise<Buffer> {
  const { language, issuer } = document;
  const labels = LABELS[language];
  const title = cleanText(titleOf(document));
  const pdf = new PDFDocument({
    size: language === 'EN_US' ? 'LETTER' : 'A4',
    margin: 0,
    autoFirstPage: false,
    // Page numbers are drawn last, when the number of pages is known.
    bufferPages: true,
    lang: LANGUAGE_TAGS[language],
    displayTitle: true,
    pdfVersion: '1.7',
    // Not the current time, which would change the file each time.
    info: { Title: title, Author: cleanText(issuer.name), CreationDate: document.date },
  });
  const written = bytesOf(pdf);
  const flow = openPages(openTypesetter(pdf, language));
  placeHeading(flow, document, labels);
  placeLines(flow, document, labels);
  placeSums(flow, document, labels);
  placeNote(flow, document, labels);
  drawFeet(flow, labels, `${issuer.name} · ${title}`);
  pdf.end();
  return written;
}

function drawFeet({ setter, left, right, bottom }: PageFlow, labels: Labels, text: string): void {
  const { pdf } = setter;
  const { count } = pdf.bufferedPageRange();
  const y = bottom + 32;
  for (let index = 0; index < count; index++) {
    pdf.switchToPage(index);
    const number = labels.pageOfPages.replace('{page}', `${index + 1}`).replace('{pages}', `${count}`);
    const page = cutText(setter, number, { width: (right - left) / 2, style: STYLES.small });
    const rest = right - left - page.width - 24;
    drawLine(setter, cutText(setter, text, { width: rest, style: STYLES.small }), { x: left, y });
    drawLine(setter, page, { x: right - page.width, y });
  }
}

async function bytesOf(pdf: PDFKit.PDFDocument): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of pdf) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks);
}
