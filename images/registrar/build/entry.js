"use strict";
Object.defineProperty(exports, "__esModule", { value: true });
exports.entryOf = entryOf;
exports.keyOf = keyOf;
const node_crypto_1 = require("node:crypto");
const pod_1 = require("./pod");
/** The annotation in which a pod says how it is to be registered. */
const ANNOTATION = 'pinterest.com/discovery';
/** The entry of a pod that takes calls and asks for one. */
function entryOf(pod) {
    const text = pod.metadata.annotations?.[ANNOTATION];
    return text !== undefined && (0, pod_1.takesCalls)(pod) ? entry(registrationOf(text), pod) : undefined;
}
/** By what an entry that is found in a folder is known: its name, or with serversets the address in it. */
function keyOf(name, data) {
    if (!name.startsWith(MEMBER))
        return name;
    try {
        const { serviceEndpoint: { host, port } } = JSON.parse(data);
        return address(host, port);
    }
    catch {
        return name;
    }
}
const MEMBER = 'member_';
const PATH = /^(\/[^/\s]+)+$/;
function registrationOf(text) {
    const registration = JSON.parse(text);
    const { format, path, port } = registration;
    if (format !== 'kingpin' && format !== 'serverset')
        throw new Error(`unknown format "${format}"`);
    if (typeof path !== 'string' || !PATH.test(path) || path.startsWith('/zookeeper/'))
        throw new Error(`wrong path "${path}"`);
    if (!Number.isInteger(port) || port < 1 || port > 65535)
        throw new Error(`wrong port "${port}"`);
    return registration;
}
function entry({ format, path, port, additional = {}, numbered }, { metadata, status }) {
    const host = status.podIP;
    const common = { path, pod: `${metadata.namespace}/${metadata.name}`, readySince: (0, pod_1.readySince)({ metadata, status }) };
    if (format === 'kingpin') {
        const name = `${hex(metadata.uid)}-${address(host, port)}`;
        return { ...common, id: `${path}/${name}`, format, name, sequential: false, data: '', key: name };
    }
    const endpoint = (number) => ({ host, port: number });
    const data = JSON.stringify({
        serviceEndpoint: endpoint(port),
        additionalEndpoints: Object.fromEntries(Object.entries(additional).map(([name, number]) => [name, endpoint(number)])),
        status: 'ALIVE',
        shard: numbered ? Number(/-(\d+)$/.exec(metadata.name)?.[1] ?? 0) : 0,
    });
    return { ...common, id: `${path}/${metadata.uid} ${data}`, format: 'serverset', name: MEMBER, sequential: true, data, key: address(host, port) };
}
/** 32 hexadecimal digits that are the pod's own, whichever registrar writes them. */
function hex(uid) {
    const digits = uid.replaceAll('-', '').toLowerCase();
    return /^[0-9a-f]{32}$/.test(digits) ? digits : (0, node_crypto_1.createHash)('sha256').update(uid).digest('hex').slice(0, 32);
}
function address(host, port) {
    return `${host.includes(':') ? `[${host}]` : host}:${port}`;
}
