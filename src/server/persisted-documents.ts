import { readFile } from 'node:fs/promises';
import { type DocumentNode, type GraphQLError, Kind, parse, validate } from 'graphql';
import { type Config, ConfigError } from '../platform/config.ts';
import { schema } from '../schema.ts';

/** Documents that callers name by an id instead of sending them. */
export interface PersistedDocuments {
  /** One object for each id, as long as the gateway runs: so they are parsed once, and compiled. */
  find(id: string): DocumentNode | undefined;
  /** Whether nothing else is run. */
  isOnly: boolean;
}

/**
 * Reads them from the file that the configuration names; null where it names none.
 * @throws {ConfigError} for a file that is no manifest, and for a document that does not fit the schema
 */
export async function loadPersistedDocuments({
  persistedDocuments: file,
  persistedDocumentsOnly: isOnly,
}: Config): Promise<PersistedDocuments | null> {
  if (!file) return null;
  const text = await readFile(file, 'utf8').catch((error: NodeJS.ErrnoException) => {
    throw new ConfigError(`PERSISTED_DOCUMENTS cannot be read (${error.code}): ${file}`);
  });
  const documents = new Map(readManifest(text).map(([id, body]) => [id, toDocument(id, body)]));
  return { find: (id) => documents.get(id), isOnly };
}

/**
 * A map from id to document, as GraphQL Code Generator and Relay write it; or the manifest of Apollo, which has
 * a list of operations.
 */
function readManifest(text: string): [id: string, body: string][] {
  const manifest = parseJson(text);
  if (!isObject(manifest)) throw notManifest();
  const entries = Array.isArray(manifest.operations)
    ? manifest.operations.map((operation) => [operation?.id, operation?.body])
    : Object.entries(manifest);
  return entries.map(([id, body]) => {
    if (typeof id !== 'string' || typeof body !== 'string') throw notManifest();
    return [id, body];
  });
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw notManifest();
  }
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function notManifest(): ConfigError {
  return new ConfigError(
    'PERSISTED_DOCUMENTS must be a JSON object from ids to documents, both of them texts.',
  );
}

function toDocument(id: string, body: string): DocumentNode {
  let document: DocumentNode;
  try {
    document = parse(body);
  } catch (error) {
    throw misfit(id, (error as GraphQLError).message);
  }
  const [error] = validate(schema, document);
  if (error) throw misfit(id, error.message);
  if (!document.definitions.some(({ kind }) => kind === Kind.OPERATION_DEFINITION)) {
    throw misfit(id, 'It has no operation.');
  }
  return document;
}

function misfit(id: string, reason: string): ConfigError {
  // One line, whatever stands in the file.
  const line = `The document ${JSON.stringify(id)} of PERSISTED_DOCUMENTS does not fit the schema: ${reason}`;
  return new ConfigError(line.replaceAll(/\s+/g, ' '));
}
