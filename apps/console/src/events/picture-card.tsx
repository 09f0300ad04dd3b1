import { useMutation } from '@tanstack/react-query'
import { Button } from '@tessera/ui/button'
import { Card } from '@tessera/ui/card'
import { useLocale } from '@tessera/ui/i18n'
import { PosterImage, type PosterImageProps } from '@tessera/ui/poster-image'
import { TextField } from '@tessera/ui/text-field'
import { useToast } from '@tessera/ui/toast'
import { ImageUp, Trash2 } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { type Event, removePicture, setPicture } from '../api/events.ts'
import { useLanguageName } from '../forms/bilingual-field.tsx'
import { FileButton } from '../forms/file-button.tsx'
import { ProblemNotice } from '../forms/problem-notice.tsx'
import { useMay, useOrganizer } from '../session.ts'

type Props = { event: Event; onChanged: () => void }
type Alt = Readonly<Record<string, string>>

/** The photo of the poster with what it shows in words; without one the event has its mosaic. */
export function PictureCard({ event, onChanged }: Props) {
  const { t } = useTranslation('console')
  const may = useMay()
  const [chosen, choose] = useChosenFile()
  const [alt, setAlt] = useState<Alt>({})
  const { upload, remove } = usePictureChanges(event, () => {
    choose(null)
    onChanged()
  })
  const size = event.picture?.sizes.find(each => each.width >= 640) ?? event.picture?.sizes[0]
  return (
    <Card title={t('event.picture')}>
      <div className="grid gap-4">
        <PosterImage
          seed={event.id}
          src={chosen?.url ?? size?.url}
          alt={Object.values(event.picture?.alt ?? {})[0]}
          palette={(event.palette ?? undefined) as PosterImageProps['palette']}
        />
        <ProblemNotice error={upload.error ?? remove.error} />
        {may('events.edit') && (
          <div className="flex flex-wrap items-center gap-2">
            <FileButton
              label={t(event.picture ? 'event.picture_replace' : 'event.picture_choose')}
              icon={<ImageUp className="size-4" aria-hidden="true" />}
              accept="image/jpeg,image/png,image/webp,image/avif,image/gif"
              onFile={choose}
            />
            {event.picture && !chosen && (
              <Button
                variant="quiet"
                icon={<Trash2 aria-hidden="true" />}
                pending={remove.isPending}
                onClick={() => remove.mutate()}
              >
                {t('event.picture_remove')}
              </Button>
            )}
          </div>
        )}
        {chosen && (
          <AltForm
            alt={alt}
            onChange={setAlt}
            pending={upload.isPending}
            onSubmit={() => upload.mutate({ file: chosen.file, alt })}
          />
        )}
      </div>
    </Card>
  )
}

/** A picture from the device, shown before it is sent anywhere. */
function useChosenFile() {
  const [chosen, setChosen] = useState<{ file: File; url: string } | null>(null)
  const choose = (file: File | null) => {
    if (chosen) URL.revokeObjectURL(chosen.url)
    setChosen(file && { file, url: URL.createObjectURL(file) })
  }
  return [chosen, choose] as const
}

function usePictureChanges(event: Event, onChanged: () => void) {
  const { t } = useTranslation('console')
  const organizer = useOrganizer()
  const toast = useToast()
  const upload = useMutation({
    mutationFn: (picture: { file: File; alt: Alt }) => setPicture(organizer.id, event, picture),
    onSuccess: () => {
      toast({ title: t('event.picture_saved') })
      onChanged()
    },
  })
  const remove = useMutation({
    mutationFn: () => removePicture(organizer.id, event),
    onSuccess: () => {
      toast({ title: t('event.picture_removed') })
      onChanged()
    },
  })
  return { upload, remove }
}

type AltProps = { alt: Alt; onChange: (alt: Alt) => void; pending: boolean; onSubmit: () => void }

/** What the picture shows, for those who do not see it: one language at least. */
function AltForm({ alt, onChange, pending, onSubmit }: AltProps) {
  const { t } = useTranslation('console')
  const { locales } = useLocale()
  const languageName = useLanguageName()
  return (
    <form
      className="grid gap-3"
      onSubmit={event => {
        event.preventDefault()
        onSubmit()
      }}
    >
      <p className="text-quiet">{t('event.picture_alt_text')}</p>
      {locales.map(locale => (
        <TextField
          key={locale}
          label={t('form.in_language', { label: t('event.picture_alt'), language: languageName(locale) })}
          lang={locale}
          value={alt[locale] ?? ''}
          onValueChange={words => onChange({ ...alt, [locale]: words })}
        />
      ))}
      <Button
        type="submit"
        variant="primary"
        pending={pending}
        disabled={!Object.values(alt).some(words => words.trim())}
      >
        {t('event.picture_save')}
      </Button>
    </form>
  )
}
