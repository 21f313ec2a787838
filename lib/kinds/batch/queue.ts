/** Kueue starts what carries it when there is room in the queue. */
export function queueLabels(queue: string | undefined): Record<string, string> {
  return queue === undefined ? {} : { 'kueue.x-k8s.io/queue-name': queue };
}
