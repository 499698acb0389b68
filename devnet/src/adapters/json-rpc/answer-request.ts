import type { RpcContext, RpcLog, RpcMethods } from './context.ts';
import { checkpointMethods } from './checkpoint-methods.ts';
import { coinMethods } from './coin-methods.ts';
import { networkMethods } from './network-methods.ts';
import { objectMethods } from './object-methods.ts';
import { Params } from './params.ts';
import { INVALID_REQUEST, METHOD_NOT_FOUND, NO_BATCHES, RpcError, toRpcError } from './rpc-error.ts';
import { transactionMethods } from './transaction-methods.ts';

const methods: RpcMethods = {
  ...checkpointMethods,
  ...coinMethods,
  ...networkMethods,
  ...objectMethods,
  ...transactionMethods,
};

/** The JSON-RPC answer to one request body that was JSON. Errors are answers too. */
export async function answerRequest(body: unknown, context: RpcContext, log: RpcLog): Promise<object> {
  if (Array.isArray(body)) {
    return failure(null, new RpcError(NO_BATCHES, 'Batched requests are not supported by this server'));
  }
  const id = requestId(body);
  try {
    return { jsonrpc: '2.0', id, result: await call(body, context) };
  } catch (error) {
    const known = toRpcError(error);
    if (known !== error && known.code === -32603) log.error({ err: error }, 'a JSON-RPC method failed');
    return failure(id, known);
  }
}

/** For logs and faults. */
export function methodOf(body: unknown): string | undefined {
  if (typeof body !== 'object' || body === null || !('method' in body)) return undefined;
  return typeof body.method === 'string' ? body.method : undefined;
}

function call(body: unknown, context: RpcContext): unknown {
  const name = methodOf(body);
  if (name === undefined || typeof body !== 'object' || body === null) {
    throw new RpcError(INVALID_REQUEST, 'Invalid request');
  }
  const method = Object.hasOwn(methods, name) ? methods[name] : undefined;
  if (!method) throw new RpcError(METHOD_NOT_FOUND, 'Method not found');
  const params = new Params('params' in body ? body.params : undefined, method.params);
  return method.answer(params, context);
}

function requestId(body: unknown): string | number | null {
  if (typeof body !== 'object' || body === null || !('id' in body)) return null;
  return typeof body.id === 'string' || typeof body.id === 'number' ? body.id : null;
}

function failure(id: string | number | null, { code, message, data }: RpcError): object {
  return { jsonrpc: '2.0', id, error: { code, message, ...(data !== undefined && { data }) } };
}
