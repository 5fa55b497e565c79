// The live stream of the stand-in: predictions at a steady pace to who subscribes to a model, one alert to who
// subscribes to alerts.
import { createHash } from 'node:crypto';

const entities = ['7590-VHVEG', '5575-GNVDE', '3668-QPYBK', '7795-CFOCW', '9237-HQITU'];
const features = ['tenure', 'Contract', 'MonthlyCharges', 'TechSupport'];

/** A text frame of RFC 6455, as a server sends it. */
function frame(message) {
  const payload = Buffer.from(JSON.stringify(message));
  const head = payload.length < 126 ? Buffer.from([0x81, payload.length]) : Buffer.from([0x81, 126, payload.length >> 8, payload.length & 0xff]);
  return Buffer.concat([head, payload]);
}

/** The text of a short masked frame of a client. */
function text(data) {
  const extended = (data[1] & 0x7f) === 126;
  const start = extended ? 4 : 2;
  const length = extended ? data.readUInt16BE(2) : data[1] & 0x7f;
  const mask = data.subarray(start, start + 4);
  const masked = data.subarray(start + 4, start + 4 + length);
  return { said: Buffer.from(masked.map((byte, i) => byte ^ mask[i % 4])).toString(), rest: data.subarray(start + 4 + length), opcode: data[0] & 0x0f };
}

export function stream(request, socket) {
  const key = createHash('sha1').update(`${request.headers['sec-websocket-key']}258EAFA5-E914-47DA-95CA-C5AB0DC85B11`).digest('base64');
  socket.write(`HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Accept: ${key}\r\n\r\n`);
  const timers = [];
  let count = 0;
  const send = (message) => socket.writable && socket.write(frame(message));
  socket.on('data', (data) => {
    for (let rest = data; rest.length > 5; ) {
      const next = text(rest);
      rest = next.rest;
      if (next.opcode === 1) subscribe(JSON.parse(next.said));
    }
  });
  socket.on('error', () => socket.destroy());
  socket.on('close', () => timers.forEach(clearInterval));

  function subscribe({ type, subscription, model, alerts }) {
    if (type !== 'subscribe') return;
    send({ type: 'subscribed', subscription, cursor: 'begin' });
    if (alerts) {
      send({
        type: 'alert',
        cursor: 'alert',
        alert: { id: 'a-live', model: 'customer-churn', version: 5, kind: 'featureDrift', severity: 'high', state: 'open', title: 'tenure has drifted in customer-churn', detail: 'PSI 0.31', column: 'tenure', openedAt: new Date().toISOString(), acknowledgedBy: null, resolvedAt: null },
      });
      return;
    }
    timers.push(setInterval(() => send(prediction(model, count++)), 60));
    if (count === 0) send({ type: 'gap', cursor: 'now', after: 'then', missed: 57 });
  }
}

const prediction = (model, n) => ({
  type: 'prediction',
  cursor: `c${n}`,
  prediction: {
    id: `p-${n}`,
    model: model ?? 'customer-churn',
    version: n % 7 === 0 ? 6 : 5,
    stage: n % 7 === 0 ? 'CANARY' : 'PRODUCTION',
    entity: n % 11 === 0 ? null : entities[n % entities.length],
    score: ((n * 37) % 100) / 100,
    at: new Date().toISOString(),
    safeguard: n % 13 === 0 ? { action: 'CLIPPED', cause: 'OUTPUT', detail: 'the score 0.97 is above 0.95' } : null,
    reasons: n % 5 === 0 ? [] : [{ feature: features[n % features.length], contribution: (n % 9) / 4 - 1 }],
  },
});
