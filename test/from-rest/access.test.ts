import { beforeEach, describe, expect } from 'vitest';
import { ISSUES, issuesOf } from '../support/errors.ts';
import { startGateway, useGateway } from '../support/gateway.ts';
import { post } from '../support/post.ts';
import { createPorter, Porter, testRows } from './hiveage.ts';

const gateway = useGateway();
let porter: Porter;
beforeEach(async () => {
  porter = await createPorter(gateway);
});

const WHO = '{ viewer { account { id } } }';

describe('Hiveage: keys and errors', () => {
  testRows('access', {
    'HTTP Basic, the key as the user name': async () => {
      const mine = { viewer: { account: { id: porter.accountId } } };
      expect(await porter.run(WHO)).toEqual(mine);
      // "Ignore the password."
      const credentials = Buffer.from(`${porter.token}:whatever`).toString('base64');
      const { json } = await post(gateway.url, { query: WHO }, { authorization: `Basic ${credentials}` });
      expect(json).toEqual({ data: mine });
    },

    'regenerate the key': async () => {
      const { viewer } = await porter.run('{ viewer { apiKey { id } } }');
      const rotated = await porter.makeById('rotateApiKey', viewer.apiKey.id, 'token apiKey { id }');
      expect(rotated.apiKey).toEqual(viewer.apiKey);
      const renewed = new Porter({ ...porter, token: rotated.token });
      expect(rotated.token).not.toBe(porter.token);
      // The old one works for a day more, so that whoever uses it has time to change over.
      for (const one of [renewed, porter]) {
        expect(await one.run('{ viewer { apiKey { id } } }')).toEqual({ viewer });
      }
    },

    '401': async () => {
      const stranger = new Porter({ ...porter, token: '6ZQHxidcLHnkcsnDbfM5' });
      const { status, body } = await stranger.send(WHO);
      expect(status).toBe(401);
      expect(body.errors).toMatchObject([{ extensions: { code: 'UNAUTHENTICATED' } }]);
    },

    '403': async () => {
      const abilities = ['CONNECTIONS_READ'];
      const { token } = await porter.make('createApiKey', { name: 'Address book', abilities }, 'token');
      const reader = new Porter({ ...porter, token });
      const { body } = await reader.send('{ connections { totalCount } invoices { totalCount } }');
      expect(body.data).toEqual({ connections: { totalCount: 0 }, invoices: null });
      expect(body.errors).toMatchObject([
        { path: ['invoices'], extensions: { code: 'FORBIDDEN', ability: 'STATEMENTS_READ' } },
      ]);
    },

    '404': async () => {
      const id = 'Invoice_01900000-0000-7000-8000-000000000000';
      expect(await porter.mutateById('trashInvoice', id)).toMatchObject({ __typename: 'NotFound' });
      expect(await porter.run(`{ invoice(by: { id: "${id}" }) { id } }`)).toEqual({ invoice: null });
      // Another account's is not there either.
      const { hashKey } = await (await createPorter(gateway)).createInvoice();
      expect(await porter.run(`{ invoice(by: { hashKey: "${hashKey}" }) { id } }`)).toEqual({
        invoice: null,
      });
    },

    '422': async () => {
      const required = { currency: 'USD', language: 'EN_US', name: 'Example Inc' };
      const wrong = { ...required, name: ' ', businessEmail: 'email', websiteUrl: 'example' };
      expect(issuesOf(await porter.mutate('createOrganization', wrong, ISSUES))).toEqual([
        'name: REQUIRED',
        'businessEmail: INVALID_EMAIL',
        'websiteUrl: INVALID_URL',
      ]);
      // What is missing altogether, or of another type, does not get as far as that.
      const { status, body } = await porter.send(
        'mutation($input: CreateOrganizationInput!) { createOrganization(input: $input) { __typename } }',
        { input: required },
      );
      expect(status).toBe(200);
      expect(body.errors).toMatchObject([{ extensions: { code: 'BAD_USER_INPUT' } }]);
    },

    'limits per hour and user': async () => {
      const read = '{ viewer { rateLimit { limit remaining resetAt } } }';
      const [first, second] = [await porter.run(read), await porter.run(read)];
      expect(first.viewer.rateLimit.limit).toBeGreaterThan(0);
      expect(second.viewer.rateLimit.remaining).toBe(first.viewer.rateLimit.remaining - 1);
      expect(Date.parse(second.viewer.rateLimit.resetAt)).toBeGreaterThan(Date.now());
    },

    '500': async () => {
      const broken = await startGateway();
      const caller = await createPorter(broken);
      await broken.gateway.database.pool.query('DROP TABLE "Invoice" CASCADE');
      const { body } = await caller.send('{ invoices { nodes { id } } connections { totalCount } }');
      await broken.stop();
      expect(body.data).toEqual({ invoices: null, connections: { totalCount: 0 } });
      expect(body.errors).toMatchObject([{ extensions: { code: 'INTERNAL_SERVER_ERROR' } }]);
    },
  });
});
