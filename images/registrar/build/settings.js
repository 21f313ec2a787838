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
exports.settingsOf = settingsOf;
exports.credentialsOf = credentialsOf;
const fs = __importStar(require("node:fs"));
function settingsOf(env) {
    const required = (name) => {
        const value = env[name];
        if (!value)
            throw new Error(`${name} is not set: see the README of the registrar`);
        return value;
    };
    const number = (name, otherwise) => {
        const value = Number(env[name] ?? otherwise);
        if (!Number.isInteger(value) || value <= 0)
            throw new Error(`${name} = "${env[name]}" is not a positive whole number`);
        return value;
    };
    return {
        node: required('NODE_NAME'),
        podSelector: env.POD_SELECTOR ?? '',
        servers: required('ZOOKEEPER_SERVERS'),
        sessionTimeoutMs: number('ZOOKEEPER_SESSION_TIMEOUT_MS', 30_000),
        credentialsFile: env.ZOOKEEPER_CREDENTIALS_FILE || undefined,
        claimPath: env.CLAIM_PATH ?? '/registrars/default',
        port: number('METRICS_PORT', 9090),
    };
}
/** Read for each session, so that changed credentials need no restart. */
function credentialsOf({ credentialsFile }) {
    if (credentialsFile === undefined)
        return undefined;
    const credentials = fs.readFileSync(credentialsFile, 'utf8').trim();
    if (!/^[^:\s]+:\S+$/.test(credentials))
        throw new Error(`${credentialsFile} must hold one user:password`);
    return credentials;
}
