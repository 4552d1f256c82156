// Socket.IO without polling and compression: what a client says goes to all in its circle.
import { createServer } from 'node:http';
import { Server } from 'socket.io';

const listener = createServer();
const server = new Server(listener, {
  transports: ['websocket'],
  perMessageDeflate: false,
  serveClient: false,
  pingInterval: 300_000,
});

server.on('connection', (socket) => {
  const { circle } = socket.handshake.query;
  socket.join(circle);
  socket.on('say', (share) => server.to(circle).emit('told', share));
});
listener.listen({ host: '127.0.0.1', port: Number(process.argv[2]), backlog: 4096 });
