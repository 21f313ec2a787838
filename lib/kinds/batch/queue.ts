/** The label by which Kueue holds an object back until its queue has quota. */
export function queueLabels(queue: string | undefined): Record<string, string> {
  return queue === undefined ? {} : { 'kueue.x-k8s.io/queue-name': queue };
}
