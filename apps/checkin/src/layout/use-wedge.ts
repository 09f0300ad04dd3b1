import { useEffect } from 'react'
import { dismiss, present, result } from '../door/desk.ts'
import { cleanScannedText } from '../scanning/scanned-text.ts'
import { createWedgeDetector } from '../scanning/wedge-detector.ts'

/** Listens for a hardware scanner on every page, whatever has the focus, and even while a result is shown. */
export function useWedge(isOn: boolean): void {
  useEffect(() => {
    if (!isOn) return undefined
    const detector = createWedgeDetector()
    const onKey = (event: KeyboardEvent) => {
      const read = detector.press({
        key: event.key,
        atMs: event.timeStamp,
        withModifier: event.ctrlKey || event.altKey || event.metaKey,
      })
      if (read.kind === 'none') return
      // Before any button or field: an Enter of the scanner must press nothing.
      event.preventDefault()
      event.stopImmediatePropagation()
      if (read.kind !== 'scanned') return
      emptyField()
      if (result.get()) dismiss()
      present({ code: cleanScannedText(read.text) }, 'code')
    }
    addEventListener('keydown', onKey, { capture: true })
    return () => removeEventListener('keydown', onKey, { capture: true })
  }, [isOn])
}

/** The first letters of a burst look like typing and are in the field before it is recognized. */
function emptyField() {
  const field = document.activeElement
  if (!(field instanceof HTMLInputElement) || field.type === 'checkbox' || field.type === 'radio') return
  const setValue = Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, 'value')?.set
  setValue?.call(field, '')
  field.dispatchEvent(new Event('input', { bubbles: true }))
}
