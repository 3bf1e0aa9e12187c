import { expect, test } from 'vitest';
import { schema } from '../../src/schema.ts';

const upperFirst = (name: string) => name.charAt(0).toUpperCase() + name.slice(1);

/** A mutation of one object by its id takes the id; any other takes one input, which is named after it. */
const WITHOUT_ARGUMENTS = ['deleteAllWebhooks'];

const mutations = Object.values(schema.getMutationType()!.getFields());

test.each(mutations.map((field) => [field.name, field] as const))(
  '%s takes an id or an input',
  (name, { args }) => {
    const taken = args.map((argument) => `${argument.name}: ${argument.type}`).join(', ');
    const rule = WITHOUT_ARGUMENTS.includes(name) ? [''] : ['id: ID!', `input: ${upperFirst(name)}Input!`];
    expect(rule).toContain(taken);
  },
);
