"use strict";
var __createBinding = (this && this.__createBinding) || (Object.create ? (function(o, m, k, k2) {
    if (k2 === undefined) k2 = k;
    var desc = Object.getOwnPropertyDescriptor(m, k);
    if (!desc || ("get" in desc ? !m.__esModule : desc.writable || desc.configurable)) {
      desc = { enumerable: true, get: function() { return m[k]; } };
    }
    Object.defineProperty(o, k2, desc);
}) : (function(o, m, k, k2) {
    if (k2 === undefined) k2 = k;
    o[k2] = m[k];
}));
var __setModuleDefault = (this && this.__setModuleDefault) || (Object.create ? (function(o, v) {
    Object.defineProperty(o, "default", { enumerable: true, value: v });
}) : function(o, v) {
    o["default"] = v;
});
var __importStar = (this && this.__importStar) || (function () {
    var ownKeys = function(o) {
        ownKeys = Object.getOwnPropertyNames || function (o) {
            var ar = [];
            for (var k in o) if (Object.prototype.hasOwnProperty.call(o, k)) ar[ar.length] = k;
            return ar;
        };
        return ownKeys(o);
    };
    return function (mod) {
        if (mod && mod.__esModule) return mod;
        var result = {};
        if (mod != null) for (var k = ownKeys(mod), i = 0; i < k.length; i++) if (k[i] !== "default") __createBinding(result, mod, k[i]);
        __setModuleDefault(result, mod);
        return result;
    };
})();
Object.defineProperty(exports, "__esModule", { value: true });
exports.serve = serve;
const http = __importStar(require("node:http"));
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
