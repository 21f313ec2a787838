import { resolve } from 'node:path';
import { PinterestApp } from 'cdk8s-pinterest';
import { describeBare, Fault, inOrder } from '../documents/fault';

/** By which the library knows what a frontend says of its own messages, for tools. */
const FINDING = 'cdk8s-pinterest:finding';

/** Has the app refuse to write anything, and tell why to a tool that records it. @returns the messages */
export function reportFaults(app: PinterestApp, faults: readonly Fault[]): ReadonlySet<string> {
  const messages = new Set<string>();
  for (const fault of inOrder(faults)) {
    const { place } = fault;
    const bare = describeBare(fault);
    // A message has one place.
    const message = messages.has(bare) ? `${bare} (${place.file}:${place.line}:${place.column})` : bare;
    messages.add(message);
    app.node.addMetadata(FINDING, { message, place: { ...place, file: resolve(place.file) } });
  }
  if (messages.size > 0) app.node.addValidation({ validate: () => [...messages] });
  return messages;
}
