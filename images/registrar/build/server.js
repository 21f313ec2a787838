"use strict";
Object.defineProperty(exports, "__esModule", { value: true });
exports.serve = serve;
const http = require("node:http");
/** `/metrics` for monitoring, `/healthz` and `/ready` for the kubelet. */
function serve(port, ready, metrics) {
    return http.createServer((request, response) => {
        const answer = (status, text) => response.writeHead(status, { 'content-type': 'text/plain; version=0.0.4' }).end(text);
        switch (request.url) {
            case '/metrics': return void metrics().then(text => answer(200, text), error => answer(500, String(error)));
            // A restart mends neither ZooKeeper nor the API server: that it answers at all is its health.
            case '/healthz': return answer(200, 'ok\n');
            case '/ready': return ready() ? answer(200, 'ok\n') : answer(503, 'the pods of this node are not all registered yet\n');
            default: return answer(404, 'not found\n');
        }
    }).listen(port);
}
