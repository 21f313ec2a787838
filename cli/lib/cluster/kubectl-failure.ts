import { Failure, FailureReason } from './read';
import { visible } from './visible';

/** Kubernetes' reasons, as kubectl writes them: `Error from server (Forbidden): ...`. */
const REASONS: Readonly<Record<string, FailureReason>> = {
  Forbidden: FailureReason.FORBIDDEN,
  NotFound: FailureReason.NOT_FOUND,
  Unauthorized: FailureReason.UNREACHABLE,
  Timeout: FailureReason.UNREACHABLE,
  ServerTimeout: FailureReason.UNREACHABLE,
  ServiceUnavailable: FailureReason.UNREACHABLE,
  Expired: FailureReason.EXPIRED,
  Gone: FailureReason.EXPIRED,
};

/** What kubectl says where it reaches no server. */
const UNREACHED = new RegExp([
  'unable to connect to the server', 'the connection to the server', 'dial tcp', 'no such host', 'i/o timeout', 'tls:', 'x509:',
  'context ".*" does not exist', 'context was not found', 'no configuration has been provided', 'error loading config file',
  'logged in to the server', 'error: stat ', 'getting credentials', 'invalid configuration',
].join('|'), 'i');

/** What kubectl meant by its standard error. */
export function failureOf(errors: string, code: number | null): Failure {
  const lines = errors.split('\n').map(line => line.trim()).filter(line => line !== '' && !/^[WIE]\d{4} |^Warning:/.test(line));
  const message = visible(lines.join(' ')) || `kubectl ended with ${code ?? 'a signal'}`;
  const [, reason, said] = /Error from server(?: \((\w+)\))?: (.*)/.exec(message) ?? [];
  if (reason !== undefined) return { reason: REASONS[reason] ?? FailureReason.OTHER, message: said };
  if (UNREACHED.test(message)) return { reason: FailureReason.UNREACHABLE, message: message.replace(/^error: /, '') };
  return { reason: FailureReason.OTHER, message: said ?? message.replace(/^error: /, '') };
}
