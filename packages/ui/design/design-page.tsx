import type { ReactNode } from 'react'
import { LocaleSwitch } from '../src/locale-switch.tsx'
import { Logo, LogoMark } from '../src/logo.tsx'
import { PageTitle } from '../src/page-title.tsx'
import { SkipLink } from '../src/skip-link.tsx'
import { ThemeToggle } from '../src/theme-toggle.tsx'
import { ActionsSample } from './actions-sample.tsx'
import { FormSample } from './form-sample.tsx'
import { NumbersSample } from './numbers-sample.tsx'
import { Section } from './section.tsx'
import { StatesSample } from './states-sample.tsx'
import { TableSample } from './table-sample.tsx'
import { TicketSample } from './ticket-sample.tsx'

const colours = [
  'bg-paper',
  'bg-raised',
  'bg-mist',
  'bg-line',
  'bg-edge',
  'bg-quiet',
  'bg-ink',
  'bg-accent',
  'bg-accent-soft',
  'bg-success',
  'bg-warning',
  'bg-danger',
  'bg-info',
]
const sizes: [string, string][] = [
  ['display text-2xl', '40 The Lighthouse Sessions'],
  ['display text-xl', '28 Three nights on the harbour'],
  ['text-lg', '20 A quiet text face for reading'],
  ['text-base', '16 Doors open at 19:00, the music starts an hour later.'],
  ['text-sm text-quiet', '14 Includes all fees. You will not see a higher price later.'],
  ['text-xs text-quiet', '12 Order 7K3QX, paid by card'],
]

function Swatches(): ReactNode {
  return (
    <div className="grid grid-cols-[repeat(auto-fill,minmax(88px,1fr))] gap-2">
      {colours.map(colour => (
        <div key={colour} className="grid gap-1 text-xs text-quiet">
          <div className={`h-12 rounded-md border border-line ${colour}`} />
          {colour.slice(3)}
        </div>
      ))}
    </div>
  )
}

/** Everything at once, for the eye and for axe. */
export function DesignPage() {
  return (
    <>
      <SkipLink />
      <header className="border-b border-line">
        <div className="mx-auto flex max-w-6xl flex-wrap items-center justify-between gap-3 px-4 py-3">
          <Logo />
          <div className="flex items-center gap-3">
            <LocaleSwitch />
            <ThemeToggle />
          </div>
        </div>
      </header>
      <main id="main" tabIndex={-1} className="mx-auto grid max-w-6xl gap-12 px-4 py-8 [&>*]:min-w-0">
        <PageTitle below="What the apps are made of.">Design</PageTitle>
        <Section title="Mark, colours and sizes">
          <div className="flex items-end gap-6 text-accent-text">
            <LogoMark className="size-24" />
            <LogoMark className="size-12" />
            <LogoMark className="size-6" />
            <LogoMark className="size-4" />
          </div>
          <Swatches />
          <div className="grid gap-2">
            {sizes.map(([style, text]) => (
              <p key={text} className={style}>
                {text}
              </p>
            ))}
          </div>
        </Section>
        <TicketSample />
        <ActionsSample />
        <FormSample />
        <StatesSample />
        <TableSample />
        <NumbersSample />
      </main>
    </>
  )
}
