import { generateKeyPairSync } from 'node:crypto';
import { getCACertificates, type SecureContextOptions, setDefaultCACertificates } from 'node:tls';
import forge from 'node-forge';
import { afterAll, beforeAll } from 'vitest';

const { pki } = forge;
const DAY_MS = 24 * 60 * 60 * 1000;

/** One pair for all of a file: making it is what takes time, and no test is about the key. */
const { privateKey, publicKey } = generateKeyPairSync('rsa', {
  modulusLength: 2048,
  publicKeyEncoding: { type: 'spki', format: 'pem' },
  privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
});

interface Wanted {
  /** The name in it, or the address. */
  host: string;
  issuer?: string;
  isAuthority?: boolean;
  /** Days from now. */
  fromDay?: number;
  toDay?: number;
}

let serial = 0;

function certificate({ host, issuer = host, isAuthority = false, fromDay = -2, toDay = 2 }: Wanted): string {
  const made = pki.createCertificate();
  serial += 1;
  made.serialNumber = serial.toString(16).padStart(2, '0');
  made.publicKey = pki.publicKeyFromPem(publicKey);
  made.validity.notBefore = new Date(Date.now() + fromDay * DAY_MS);
  made.validity.notAfter = new Date(Date.now() + toDay * DAY_MS);
  made.setSubject([{ name: 'commonName', value: host }]);
  made.setIssuer([{ name: 'commonName', value: issuer }]);
  const isAddress = /^[\d.]+$/.test(host);
  made.setExtensions([
    { name: 'basicConstraints', cA: isAuthority },
    { name: 'subjectAltName', altNames: [isAddress ? { type: 7, ip: host } : { type: 2, value: host }] },
  ]);
  made.sign(pki.privateKeyFromPem(privateKey), forge.md.sha256.create());
  return pki.certificateToPem(made);
}

const AUTHORITY = 'An authority of the tests';

/** A server's certificate, of an authority that `trustAuthority` has this process trust. */
export function issue(wanted: Wanted): SecureContextOptions {
  return { key: privateKey, cert: certificate({ issuer: AUTHORITY, ...wanted }) };
}

/** One that vouches for itself. */
export function selfSigned(host: string): SecureContextOptions {
  return { key: privateKey, cert: certificate({ host }) };
}

/** As the operating system's list would have it: no code of the gateway's is told. */
export function trustAuthority(): void {
  const before = getCACertificates();
  const authority = certificate({ host: AUTHORITY, isAuthority: true });
  beforeAll(() => setDefaultCACertificates([...before, authority]));
  afterAll(() => setDefaultCACertificates(before));
}
