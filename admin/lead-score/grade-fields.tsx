import Button from 'antd/es/button';
import Input from 'antd/es/input';
import InputNumber from 'antd/es/input-number';
import { Fragment } from 'react';
import { useTranslation } from 'react-i18next';
import type { LeadScore } from '#contracts/api/lead-score.ts';
import { gradesAtMost } from '#contracts/lead-score.ts';
import { errorWithin } from '../shared/field-errors.ts';
import { useFormat } from '../shared/format.ts';
import { Icon } from '../shared/ui/icon.tsx';
import { ProblemLine } from '../shared/ui/problem-line.tsx';
import { useMayChange } from '../sign-in/use-may-change.ts';
import styles from './lead-score.module.css';
import type { ScorePartProps } from './lead-score-form.tsx';

interface GradeFieldsProps extends ScorePartProps {
  readonly people: LeadScore['grades'];
}

/** From which score on a grade begins, and how many people are in it now. */
export function GradeFields({ value: { grades }, errors, people, onChange }: GradeFieldsProps) {
  const { t } = useTranslation();
  const format = useFormat();
  const mayChange = useMayChange();
  const set = (index: number, part: Partial<(typeof grades)[number]>) =>
    onChange({ grades: grades.map((one, at) => (at === index ? { ...one, ...part } : one)) });
  const count = (name: string) => people.find((one) => one.name === name)?.people;
  return (
    <div className="column" style={{ gap: 12 }}>
      <p className="soft">{t('leadScore.gradesHint')}</p>
      {grades.map((grade, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a grade has no identity but its place while it is written
        <Fragment key={index}>
          <div className={styles['grade']}>
            <Input
              {...(errorWithin(errors, `grades.${index}.name`) && { status: 'error' as const, 'aria-invalid': true })}
              aria-label={t('leadScore.gradeName')}
              placeholder={t('leadScore.gradeName')}
              maxLength={40}
              value={grade.name}
              onChange={(event) => set(index, { name: event.target.value })}
            />
            <InputNumber
              aria-label={t('leadScore.gradeFrom')}
              min={-10_000}
              max={10_000}
              precision={0}
              prefix={t('leadScore.from')}
              value={grade.from}
              onChange={(from) => set(index, { from: from ?? 0 })}
            />
            <span className="small faint number">
              {count(grade.name) === undefined
                ? ''
                : t('leadScore.people', {
                    count: count(grade.name) ?? 0,
                    number: format.number(count(grade.name) ?? 0),
                  })}
            </span>
            <Button
              type="text"
              aria-label={`${t('action.remove')}: ${grade.name}`}
              icon={<Icon name="trash" size={14} />}
              onClick={() => onChange({ grades: grades.filter((_, at) => at !== index) })}
            />
          </div>
          <ProblemLine problem={errorWithin(errors, `grades.${index}`)} />
        </Fragment>
      ))}
      <ProblemLine problem={errors['grades']} />
      <Button
        icon={<Icon name="plus" size={14} />}
        style={{ alignSelf: 'flex-start' }}
        disabled={!mayChange || grades.length >= gradesAtMost}
        onClick={() => onChange({ grades: [...grades, { name: '', from: 0 }] })}
      >
        {t('leadScore.addGrade')}
      </Button>
    </div>
  );
}
