// Plain JavaScript that an old Node can read: installs and builds what `npm start` runs next, on the Node installed here.
const oldestNode = 20;

if (Number(process.versions.node.split('.')[0]) < oldestNode) {
  console.error(
    `Throughline needs Node ${oldestNode} or newer, and this is Node ${process.versions.node}. Install a newer one from https://nodejs.org.`,
  );
  process.exitCode = 1;
} else {
  prepare().catch((error) => {
    console.error(error);
    process.exitCode = 1;
  });
}

async function prepare() {
  const { runMain } = await import('./failure.mjs');
  const { ensureInstalled } = await import('./install.mjs');
  const { ensureBuilt } = await import('./build.mjs');
  const { root } = await import('./node.mjs');
  await runMain(async () => {
    await ensureInstalled(root);
    await ensureBuilt(root);
    return 0;
  });
}
