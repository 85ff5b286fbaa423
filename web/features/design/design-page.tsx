export function DesignPage() {
  return (
    <main id="content">
      <h1>Design</h1>
    </main>
  );
}
