import { useQuery } from '@tanstack/react-query'
import { Checkbox } from '@tessera/ui/checkbox'
import { useLocalized } from '@tessera/ui/i18n'
import { RadioGroup } from '@tessera/ui/radio-group'
import { useTranslation } from 'react-i18next'
import { policyQuery, type Role } from '../api/team.ts'
import { useEvents } from '../events/event-titles.ts'
import { Choices } from '../forms/choices.tsx'
import { useMay } from '../session.ts'

export type RoleWish = { role: Role; eventIds: string[] | null }

const ROLES = ['owner', 'admin', 'manager', 'finance', 'support', 'door', 'viewer'] as const satisfies readonly Role[]

type Props = { value: RoleWish; onChange: (value: RoleWish) => void; withoutOwner?: boolean }

/** What somebody may do, and for which events: where a role can be limited at all. */
export function RoleFields({ value, onChange, withoutOwner = false }: Props) {
  const { t } = useTranslation('console')
  const said = useLocalized()
  const may = useMay()
  const events = useEvents()
  const { data: policy } = useQuery(policyQuery)
  const limitable = policy?.roles.find(each => each.role === value.role)?.limitable ?? false
  const offered = ROLES.filter(role => role !== 'owner' || (!withoutOwner && may('owners.edit')))
  const limited = value.eventIds !== null
  return (
    <div className="grid gap-4">
      <RadioGroup
        label={t('team.role')}
        options={offered.map(role => ({ value: role, label: t(`role.${role}.name`), hint: t(`role.${role}.about`) }))}
        value={value.role}
        onValueChange={role => onChange({ role, eventIds: null })}
      />
      {limitable && events.length > 0 && (
        <fieldset className="grid">
          <legend className="sr-only">{t('nav.events')}</legend>
          <Checkbox
            label={t('team.limit')}
            hint={t('team.limit_hint')}
            checked={limited}
            onCheckedChange={on => onChange({ ...value, eventIds: on ? [] : null })}
          />
          {limited && (
            <div className="ms-8 max-h-48 overflow-y-auto">
              <Choices
                options={events.map(event => ({ value: event.id, label: said(event.title) }))}
                chosen={value.eventIds ?? []}
                onChange={eventIds => onChange({ ...value, eventIds })}
              />
            </div>
          )}
        </fieldset>
      )}
    </div>
  )
}
