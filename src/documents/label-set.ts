import type { DocumentStage } from './statement-document.ts';

/** The labels of a document and of its page. */
export interface Labels {
  invoice: string;
  estimate: string;
  date: string;
  dueDate: string;
  validUntil: string;
  billTo: string;
  /** The heading above the client of an estimate. */
  preparedFor: string;
  from: string;
  purchaseOrder: string;
  description: string;
  quantity: string;
  price: string;
  amount: string;
  subtotal: string;
  discount: string;
  tax: string;
  shipping: string;
  total: string;
  paid: string;
  amountDue: string;
  note: string;
  /** With {page} and {pages}. */
  pageOfPages: string;
  /** The stamps of states; an open document has none. */
  stamps: Record<Exclude<DocumentStage, 'OPEN'>, string>;
  downloadPdf: string;
  accept: string;
  accepted: string;
  estimateAccepted: string;
  estimateExpired: string;
  invoicePaid: string;
  invoiceOverdue: string;
}
