import { once } from 'node:events';
import { createServer, type AddressInfo, type Server, type Socket } from 'node:net';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { expect, onTestFinished, test } from 'vitest';
import { openConnection, type HttpConnection } from './http-connection.ts';

const request = Buffer.from('GET / HTTP/1.1\r\nhost: x\r\n\r\n');

async function connectionTo(onSocket: (socket: Socket) => void): Promise<HttpConnection> {
  const server: Server = createServer(onSocket).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo; // Listening on TCP, it is always this.
  const connection = await openConnection(`http://127.0.0.1:${port}`);
  onTestFinished(() => {
    connection.close();
    server.close();
  });
  return connection;
}

test('an answer that comes byte by byte is one answer, and the next request gets its own', async () => {
  const statuses = ['201', '503'];
  const connection = await connectionTo((socket) => {
    socket.setNoDelay(true).on('data', () => {
      const answer = `HTTP/1.1 ${statuses.shift() ?? '000'} Any\r\nContent-Length: 7\r\n\r\n{"a":1}`;
      void (async () => {
        for (const character of answer) {
          socket.write(character);
          await nextTurn();
        }
      })();
    });
  });
  expect(await connection.ask(request)).toBe(201);
  expect(await connection.ask(request)).toBe(503);
});

test('a server that hangs up, or says no length, is an error and no wait for ever', async () => {
  const gone = await connectionTo((socket) => {
    socket.on('data', () => socket.end('HTTP/1.1 200 OK\r\n'));
  });
  await expect(gone.ask(request)).rejects.toThrow('the server closed the connection');
  const vague = await connectionTo((socket) => {
    socket.on('data', () => socket.write('HTTP/1.1 200 OK\r\n\r\n'));
  });
  await expect(vague.ask(request)).rejects.toThrow('without content-length');
});
