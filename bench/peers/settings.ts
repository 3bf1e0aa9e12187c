/** What the run tells a server through its environment, the gateway as well as each peer. */
export const databaseUrl = setting('DATABASE_URL');
export const host = setting('HOST');
export const port = Number(setting('PORT'));

/** Connections that a peer may hold: as many as the gateway's pool. */
export const MAX_CONNECTIONS = 20;

function setting(name: string): string {
  const value = process.env[name];
  if (!value) throw new Error(`${name} is not set: peers are started by bench/main.ts.`);
  return value;
}
