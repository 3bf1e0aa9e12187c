/** A way for hints between nodes. What goes wrong there is logged, and never thrown. */
export interface HintChannel {
  publish(accountIds: string[]): Promise<void>;
  close(): Promise<void>;
}
