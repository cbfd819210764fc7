// Plain JavaScript that an old Node can read: installs, builds, and then runs the server on Node 24.
const oldestNode = 20;

if (Number(process.versions.node.split('.')[0]) < oldestNode) {
  console.error(
    `Throughline needs Node ${oldestNode} or newer, and this is Node ${process.versions.node}. Install a newer one from https://nodejs.org.`,
  );
  process.exitCode = 1;
} else {
  import('./scripts/start.mjs').catch((error) => {
    console.error(error);
    process.exitCode = 1;
  });
}
