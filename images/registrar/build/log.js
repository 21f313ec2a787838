"use strict";
Object.defineProperty(exports, "__esModule", { value: true });
exports.log = log;
exports.said = said;
/** One JSON object a line, as collectors of container logs like it. */
function log(message, fields = {}) {
    process.stdout.write(`${JSON.stringify({ time: new Date().toISOString(), message, ...fields })}\n`);
}
function said(error) {
    return error instanceof Error ? error.message : String(error);
}
