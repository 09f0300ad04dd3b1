import { money } from '@tessera/kernel/money'
import { Mail } from 'lucide-react'
import { useState } from 'react'
import { Checkbox, Switch } from '../src/checkbox.tsx'
import { Combobox } from '../src/combobox.tsx'
import { CopyField } from '../src/copy-field.tsx'
import { DateTimeField } from '../src/date-time-field.tsx'
import { FormErrors } from '../src/form-errors.tsx'
import { MoneyField } from '../src/money-field.tsx'
import { NumberStepper } from '../src/number-stepper.tsx'
import { RadioGroup } from '../src/radio-group.tsx'
import { Select } from '../src/select.tsx'
import { TextArea, TextField } from '../src/text-field.tsx'
import { Section } from './section.tsx'

const zones = ['Europe/Berlin', 'Europe/London', 'America/Toronto', 'Asia/Tokyo'].map(zone => ({
  value: zone,
  label: zone,
}))

export function FormSample() {
  return (
    <Section title="Forms">
      <FormErrors errors={[{ fieldId: 'mail', message: 'Enter an e-mail address, like name@example.org' }]} />
      <div className="grid items-start gap-6 md:grid-cols-2">
        <Typed />
        <WhenAndWhere />
        <Price />
        <CopyField label="Link to the event" value="https://tickets.example.org/e/lighthouse" />
        <WayToPay />
        <Ticked />
        <HowMany />
      </div>
    </Section>
  )
}

function Typed() {
  return (
    <>
      <TextField
        id="mail"
        label="E-mail"
        hint="Your tickets are sent here."
        error="Enter an e-mail address, like name@example.org"
        defaultValue="ada@"
        before={<Mail aria-hidden="true" />}
      />
      <TextField label="Name" autoComplete="name" placeholder="As on your ID" optional />
      <TextArea label="About the event" hint="Two or three sentences that make people want to come." />
      <Select
        label="Category"
        options={[
          { value: 'music', label: 'Music' },
          { value: 'stage', label: 'Stage' },
        ]}
      />
    </>
  )
}

/** The zone that is picked is the one in which the time is meant. */
function WhenAndWhere() {
  const [zone, setZone] = useState<string | null>('Europe/Berlin')
  const [at, setAt] = useState('2026-12-05T19:30')
  return (
    <>
      <Combobox label="Time zone" options={zones} value={zone} onValueChange={setZone} />
      <DateTimeField label="Doors open" value={at} onValueChange={setAt} zone={zone ?? undefined} />
    </>
  )
}

function Price() {
  const [price, setPrice] = useState<ReturnType<typeof money> | null>(money(2900n, 'EUR'))
  return (
    <MoneyField
      label="Price"
      hint="What buyers pay, all fees included."
      currency="EUR"
      value={price}
      onValueChange={setPrice}
    />
  )
}

function WayToPay() {
  const [pay, setPay] = useState<string>('card')
  return (
    <RadioGroup
      label="How would you like to pay?"
      value={pay}
      onValueChange={setPay}
      options={[
        { value: 'card', label: 'Card', hint: 'Visa, Mastercard, Amex' },
        { value: 'transfer', label: 'Bank transfer', hint: 'Takes one to two days', aside: '−1.00 €' },
        { value: 'later', label: 'Pay later', disabled: true },
      ]}
    />
  )
}

function Ticked() {
  return (
    <div className="grid gap-2">
      <Checkbox label="Send me news of this organizer" hint="Once a month. You can leave at any time." />
      <Checkbox label="I accept the terms" error="Accept the terms to go on" />
      <Checkbox label="Some rows" indeterminate checked readOnly />
      <Switch label="On sale" hint="Takes effect at once." defaultChecked />
    </div>
  )
}

function HowMany() {
  const [many, setMany] = useState(2)
  return (
    <div className="flex items-center justify-between gap-4 rounded-lg border border-line bg-raised p-4">
      <div>
        <p className="font-medium">Adult</p>
        <p className="figures text-sm text-quiet">29.00 €</p>
      </div>
      <NumberStepper label="Adult" value={many} onValueChange={setMany} max={8} />
    </div>
  )
}
