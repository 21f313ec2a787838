"use strict";
Object.defineProperty(exports, "__esModule", { value: true });
exports.takesCalls = takesCalls;
exports.readySince = readySince;
/** Whether clients may be led to it: ready, and not about to stop. */
function takesCalls({ metadata, status }) {
    return metadata.deletionTimestamp === undefined && status?.podIP !== undefined && readyCondition(status)?.status === 'True';
}
/** When it became ready; Kubernetes tells it in whole seconds. */
function readySince({ status }) {
    const time = readyCondition(status)?.lastTransitionTime;
    return time === undefined ? undefined : Date.parse(time);
}
function readyCondition(status) {
    return status?.conditions?.find(({ type }) => type === 'Ready');
}
