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
exports.PodWatch = void 0;
exports.apiOfPod = apiOfPod;
const fs = __importStar(require("node:fs"));
const http = __importStar(require("node:http"));
const https = __importStar(require("node:https"));
const log_1 = require("./log");
const parallel_1 = require("./parallel");
const FOLDER = '/var/run/secrets/kubernetes.io/serviceaccount';
const PAGE = 100;
/** The server ends a watch after so long; the next goes on where it ended. */
const WATCH_SECONDS = 300;
/** A connection on which nothing answers is found dead after about 20 s. */
const KEEP_ALIVE_MS = 10_000;
const ANSWER_MS = 30_000;
const PAUSE_MS = [200, 500, 1000, 2000, 5000];
function apiOfPod(env) {
    const host = env.KUBERNETES_SERVICE_HOST ?? 'kubernetes.default.svc';
    const url = `https://${host.includes(':') ? `[${host}]` : host}:${env.KUBERNETES_SERVICE_PORT ?? 443}`;
    return { url, ca: fs.readFileSync(`${FOLDER}/ca.crt`), tokenFile: `${FOLDER}/token` };
}
/**
 * Tells of the pods of one node, as long as the process lives: a list, then every change. While the API server is away
 * nothing is told, and afterwards what has become of the pods.
 *
 * Two requests of Node's own HTTPS client: a client library for all of Kubernetes costs as much memory as all the rest.
 */
class PodWatch {
    api;
    query;
    listener;
    /** Whether changes are being received. */
    connected = false;
    agent;
    version = '';
    stopped = false;
    constructor(api, query, listener) {
        this.api = api;
        this.query = query;
        this.listener = listener;
        const options = { keepAlive: true, keepAliveMsecs: KEEP_ALIVE_MS, maxSockets: 2, ca: api.ca };
        this.agent = api.url.startsWith('https:') ? new https.Agent(options) : new http.Agent(options);
    }
    async run() {
        for (let failures = 0; !this.stopped;) {
            try {
                if (this.version === '')
                    await this.list();
                await this.watch();
                failures = 0;
            }
            catch (error) {
                if (this.stopped)
                    return;
                if (error instanceof Gone)
                    this.version = '';
                else
                    (0, log_1.log)('the API server does not answer', { error: (0, log_1.said)(error) });
                await (0, parallel_1.sleep)(PAUSE_MS[Math.min(failures++, PAUSE_MS.length - 1)] * (0.5 + Math.random()));
            }
            finally {
                this.connected = false;
            }
        }
    }
    stop() {
        this.stopped = true;
        this.agent.destroy();
    }
    async list() {
        const pods = [];
        for (let next = ''; next !== undefined;) {
            const response = await this.get({ limit: `${PAGE}`, ...(next && { continue: next }) });
            let text = '';
            for await (const chunk of response.setEncoding('utf8'))
                text += chunk;
            const { items, metadata } = JSON.parse(text);
            pods.push(...items.map(slim));
            this.version = metadata.resourceVersion;
            next = metadata.continue || undefined;
        }
        this.listener.list(pods);
    }
    async watch() {
        const response = await this.get({ watch: 'true', allowWatchBookmarks: 'true', timeoutSeconds: `${WATCH_SECONDS}`, resourceVersion: this.version });
        this.connected = true;
        response.socket.setKeepAlive(true, KEEP_ALIVE_MS);
        const overdue = setTimeout(() => response.destroy(new Error('the watch did not end in time')), (WATCH_SECONDS + 30) * 1000);
        try {
            let rest = '';
            for await (const chunk of response.setEncoding('utf8')) {
                const lines = (rest + chunk).split('\n');
                rest = lines.pop();
                for (const line of lines)
                    this.take(line);
            }
        }
        finally {
            clearTimeout(overdue);
            response.destroy();
        }
    }
    take(line) {
        const { type, object } = JSON.parse(line);
        if (type === 'ERROR')
            throw object.code === 410 ? new Gone() : new Error(object.message);
        this.version = object.metadata.resourceVersion ?? this.version;
        if (type === 'DELETED')
            this.listener.deleted(object);
        else if (type !== 'BOOKMARK')
            this.listener.changed(object);
    }
    get(query) {
        const { url, tokenFile } = this.api;
        const { get } = url.startsWith('https:') ? https : http;
        const headers = tokenFile ? { authorization: `Bearer ${fs.readFileSync(tokenFile, 'utf8').trim()}` } : {};
        return new Promise((resolve, reject) => {
            const request = get(`${url}/api/v1/pods?${new URLSearchParams({ ...this.query, ...query })}`, { agent: this.agent, headers }, response => {
                clearTimeout(late);
                if (response.statusCode === 200)
                    return resolve(response);
                response.resume();
                reject(response.statusCode === 410 ? new Gone() : new Error(`status ${response.statusCode}`));
            });
            const late = setTimeout(() => request.destroy(new Error('no answer')), ANSWER_MS);
            request.once('error', error => {
                clearTimeout(late);
                reject(error);
            });
        });
    }
}
exports.PodWatch = PodWatch;
/** What was watched from is too old: all must be listed again. */
class Gone extends Error {
}
/** A pod as the API server gives it is ten times as large as what is needed of it. */
function slim({ metadata: { uid, name, namespace, deletionTimestamp, annotations }, status }) {
    return { metadata: { uid, name, namespace, deletionTimestamp, annotations }, status: { podIP: status?.podIP, conditions: status?.conditions } };
}
