type Navigation = { fromLocation?: unknown; pathChanged: boolean }

/**
 * After a change of page the focus goes to its heading, as it would on a page load: `router.subscribe('onRendered',
 * focusHeading)`. Without it the next Tab starts where the old page's link was, and nobody is told of the new one.
 */
export function focusHeading({ fromLocation, pathChanged }: Navigation): void {
  if (!fromLocation || !pathChanged) return
  const heading = document.querySelector<HTMLElement>('main h1[tabindex]') ?? document.getElementById('main')
  heading?.focus({ preventScroll: true })
}
