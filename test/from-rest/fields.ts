/** What Hiveage's objects say, by the object's name there; all of it must have its place in the document. */
export const hiveageFields: Record<string, readonly string[]> = {
  network: words(`
    id hash_key name first_name last_name business_email currency currency_iso_code currency_symbol address
    city state_name zip_code country phone fax website_url created_at primary_contact_first_name
    primary_contact_last_name category language custom_fields deleted
  `),
  contact: words('id first_name last_name email mobile phone created_at deleted'),
  invoice: words(`
    id connection connection_id hash_key statement_no date due_date state summary note company_id payment_options
    allow_partial_payments send_receipts_automatically send_reminders po_number currency_iso_code
    currency_symbol billed_total sub_total total_due paid_total formatted_billed_total created_at taxes
    discounts shipping_amounts items expenses tasks trips deleted
  `),
  'line item': words(`
    id date description price quantity unit amount duration distance rate total sort_order created_at
  `),
  'tax, discount, shipping amount': words('id name key combined_amount_percent percentage'),
  estimate: words('statement_no date expire_date due_date state'),
  recurring_invoice: words(`
    recurring_method start_date next_billing_date profile_name profile_no occurrences interval interval_unit
    iteration_no due_date_options state statement_no
  `),
  payment: words(`
    id date amount formatted_amount balance formatted_balance payment_method details combined_payment_details
    currency_iso_code currency_symbol payment_receipt_no payment_receipt_hash_key state created_at deleted
  `),
  delivery: words('recipients blind_copies subject message attachment send'),
  item_category: words('id name description unit price formatted_price created_at deleted'),
  'expense_category, task_category, trip_category': words('id name rate formatted_rate created_at deleted'),
};

function words(text: string): string[] {
  return text.trim().split(/\s+/);
}
