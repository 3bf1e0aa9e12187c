// The limit: each event's message is written once, and goes to all sockets as it is. It says yes to
// everything and knows no GraphQL; even the operation's id is the same for all.
import { createServer } from 'node:http';
import { WebSocketServer } from 'ws';
import { host, port } from '../../peers/settings.ts';
import { answerPublisher } from './answer-publisher.ts';

const ID = '00000000-0000-4000-8000-000000000000';

const sockets = new WebSocketServer({ noServer: true });
sockets.on('connection', (socket) => {
  socket.once('message', () => socket.send('{"type":"connection_ack"}'));
});

const server = createServer(
  answerPublisher(
    (paymentReceived) => {
      const text = JSON.stringify({ id: ID, type: 'next', payload: { data: { paymentReceived } } });
      const message = Buffer.from(text);
      for (const socket of sockets.clients) socket.send(message, { binary: false });
    },
    (_, response) => response.writeHead(404).end(),
  ),
);
server.on('upgrade', (request, socket, head) => {
  sockets.handleUpgrade(request, socket, head, (opened) => sockets.emit('connection', opened, request));
});
server.listen(port, host);
