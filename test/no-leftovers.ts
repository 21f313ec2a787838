/** A server or timer that a failed test left would keep the run, and all that waits for it, from its end. */
export default function endLeftovers(): void {
  const late = setTimeout(() => {
    process.stderr.write('Tests left something running (jest --detectOpenHandles names it); ended after 10 seconds\n');
    process.exit(1);
  }, 10_000);
  // Where nothing is left, the run ends by itself.
  late.unref();
}
