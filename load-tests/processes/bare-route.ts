import type { AddressInfo } from 'node:net';
import { newOrderSchema, placedOrderSchema } from '@tanglegate/core/http/orders';
import { fastify } from 'fastify';
import { answer, awaitOrder } from './child.ts';

/**
 * The least that can stand in the checkout's place: the same body is checked by the same schema, the answer is always the same. At
 * `/checked/api/orders` the answer is checked by its schema too before it is sent, as the checkout checks each of its own.
 */
export interface BareRouteOrder {
  /** A placed order, as the checkout answered it. */
  readonly placed: object;
}

export interface BareRouteAnswer {
  readonly url: string;
}

const { placed } = await awaitOrder<BareRouteOrder>();
const app = fastify();
app.setValidatorCompiler(() => (body) => {
  const { error, data } = newOrderSchema.safeParse(body);
  return error === undefined ? { value: data } : { error };
});
app.setSerializerCompiler(() => (body) => JSON.stringify(placedOrderSchema.parse(body)));
app.post('/api/orders', { schema: { body: {} } }, (_, reply) => reply.code(201).send(placed));
app.post('/checked/api/orders', { schema: { body: {}, response: { 201: {} } } }, (_, reply) =>
  reply.code(201).send(placed),
);
await app.listen({ host: '127.0.0.1', port: 0 });
const { port } = app.server.address() as AddressInfo; // Listening on TCP, it is always this.
await answer({ url: `http://127.0.0.1:${port}` } satisfies BareRouteAnswer);
process.once('SIGTERM', () => {
  void app.close().then(() => {
    process.disconnect();
  });
});
