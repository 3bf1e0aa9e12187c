import type { DocumentStage } from './statement-document.ts';

/** The words of a document, and of the page on which its client sees it. */
export interface Labels {
  invoice: string;
  estimate: string;
  date: string;
  dueDate: string;
  validUntil: string;
  billTo: string;
  /** Over the client of an estimate. */
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
  /** An open document bears none. */
  stamps: Record<Exclude<DocumentStage, 'OPEN'>, string>;
  downloadPdf: string;
  accept: string;
  accepted: string;
  estimateAccepted: string;
  estimateExpired: string;
  invoicePaid: string;
  invoiceOverdue: string;
}
