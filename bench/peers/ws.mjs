// ws, as its own documentation broadcasts: what a WebSocket says goes to all in the circle of its
// path.
import { WebSocketServer } from 'ws';

const circles = new Map();
const server = new WebSocketServer({
  host: '127.0.0.1',
  port: Number(process.argv[2]),
  backlog: 4096,
  perMessageDeflate: false,
});

server.on('connection', (socket, { url }) => {
  const members = circles.get(url) ?? new Set();
  circles.set(url, members);
  members.add(socket);
  socket.on('message', (text) => {
    for (const each of members) each.send(text, { binary: false });
  });
  socket.on('error', () => undefined);
  socket.on('close', () => members.delete(socket));
});
