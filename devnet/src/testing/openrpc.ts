import { readFileSync } from 'node:fs';
import { Ajv } from 'ajv';
import type { ValidateFunction } from 'ajv';

interface OpenRpc {
  methods: { name: string; result: { schema: object } }[];
  components: { schemas: Record<string, { properties?: Record<string, unknown> }> };
}

const file = new URL('../../testdata/openrpc.json', import.meta.url);

const liveObjects = { type: 'object', required: ['digest'], properties: { digest: { type: 'string' } } };

/** The published document, with what a real node shows to be wrong put right (seen, 0.8). */
function readOpenRpc(): OpenRpc {
  const document = JSON.parse(readFileSync(file, 'utf8')) as OpenRpc;
  const { schemas } = document.components;
  const [coin, object] = [schemas['Coin']?.properties, schemas['ObjectData']?.properties];
  if (!coin || !object || !schemas['GenericSignature']) throw new Error('the OpenRPC document has changed');
  coin['version'] = { type: 'string', pattern: '^[0-9]+$' };
  // The document's own examples and the SDK's types have text here too.
  object['version'] = coin['version'];
  // Base58 text, where the document has a list of bytes.
  Object.assign(schemas, { GenericSignature: { type: 'string' }, ECMHLiveObjectSetDigest: liveObjects });
  return document;
}

const document = readOpenRpc();
const ajv = new Ajv({ strict: false, validateFormats: false, allErrors: true });
ajv.addSchema({ $id: 'openrpc', ...document });
const validators = new Map<string, ValidateFunction>();

/** What the document finds wrong with a method's result; undefined for a method that it does not have. */
export function resultProblems(method: string, result: unknown): string[] | undefined {
  const index = document.methods.findIndex(({ name }) => name === method);
  if (index < 0) return undefined;
  const known = validators.get(method);
  const validate = known ?? ajv.compile({ $ref: `openrpc#/methods/${index}/result/schema` });
  validators.set(method, validate);
  if (validate(result)) return [];
  return (validate.errors ?? []).map(
    ({ instancePath, message }) => `${method}${instancePath} ${message ?? ''}`,
  );
}
