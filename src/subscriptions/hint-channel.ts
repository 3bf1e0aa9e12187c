/** A transport for hints between nodes. Its failures are logged, never thrown. */
export interface HintChannel {
  publish(accountIds: string[]): Promise<void>;
  close(): Promise<void>;
}
