import { Checkbox } from '@tessera/ui/checkbox'
import { RadioGroup } from '@tessera/ui/radio-group'
import { useTranslation } from 'react-i18next'
import type { ImportFormat } from '../api/imports.ts'
import { ZoneField } from '../forms/place-fields.tsx'
import { fieldId } from '../forms/problem-notice.tsx'
import { useHouse } from '../session.ts'

const FORMATS = ['schema_org', 'csv', 'icalendar'] as const satisfies readonly ImportFormat[]

/** How the content is to be read, and what becomes of it. No zone of its own: the house's. */
export type Wish = { format: ImportFormat; zone: string | null; publish: boolean }

type Props = { wish: Wish; onWish: (change: Partial<Wish>) => void; wrong: (path: string) => string | undefined }

export function WishFields({ wish, onWish, wrong }: Props) {
  const { t } = useTranslation('console')
  const house = useHouse()
  return (
    <div className="grid items-start gap-5 md:grid-cols-2">
      <RadioGroup
        label={t('import.format')}
        options={FORMATS.map(value => ({
          value,
          label: t(`import.format_${value}`),
          hint: t(`import.format_${value}_hint`),
        }))}
        value={wish.format}
        onValueChange={format => onWish({ format })}
      />
      <div className="grid grid-cols-1 gap-4">
        <ZoneField
          id={fieldId('timezone')}
          label={t('import.zone')}
          hint={t('import.zone_hint')}
          value={wish.zone ?? house.zone}
          onValueChange={zone => onWish({ zone })}
          error={wrong('timezone')}
        />
        <Checkbox
          label={t('import.publish')}
          hint={t('import.publish_hint')}
          checked={wish.publish}
          onCheckedChange={publish => onWish({ publish })}
        />
      </div>
    </div>
  )
}
