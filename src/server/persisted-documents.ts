import { readFile } from 'node:fs/promises';
import { type DocumentNode, type GraphQLError, Kind, parse, validate } from 'graphql';
import { type Config, ConfigError } from '../platform/config.ts';
import { schema } from '../schema.ts';

/** Documents that callers run by id instead of sending them. */
export interface PersistedDocuments {
  /** Always returns the same object for an id, so that each document is parsed and compiled once. */
  find(id: string): DocumentNode | undefined;
  /** Whether other documents are rejected. */
  isOnly: boolean;
}

/**
 * Loads the documents from the configured file; returns null without one.
 * @throws {ConfigError} if the file is not a manifest, or a document is invalid for the schema
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
 * Reads a map from id to document, as GraphQL Code Generator and Relay write it, or Apollo's manifest, which has a
 * list of operations.
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
    'PERSISTED_DOCUMENTS must be a JSON object that maps ids to documents, both strings.',
  );
}

function toDocument(id: string, body: string): DocumentNode {
  let document: DocumentNode;
  try {
    document = parse(body);
  } catch (error) {
    throw invalidDocument(id, (error as GraphQLError).message);
  }
  const [error] = validate(schema, document);
  if (error) throw invalidDocument(id, error.message);
  if (!document.definitions.some(({ kind }) => kind === Kind.OPERATION_DEFINITION)) {
    throw invalidDocument(id, 'The document has no operation.');
  }
  return document;
}

function invalidDocument(id: string, reason: string): ConfigError {
  // One line, whatever the file contains.
  const line = `The document ${JSON.stringify(id)} of PERSISTED_DOCUMENTS is invalid: ${reason}`;
  return new ConfigError(line.replaceAll(/\s+/g, ' '));
}
