"use strict";
Object.defineProperty(exports, "__esModule", { value: true });
exports.settingsOf = settingsOf;
exports.credentialsOf = credentialsOf;
const fs = require("node:fs");
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
