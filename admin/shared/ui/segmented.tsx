import DisabledContext from 'antd/es/config-provider/DisabledContext';
import { type CSSProperties, type ReactNode, useContext, useId } from 'react';
import styles from './segmented.module.css';

interface SegmentedProps<Value extends string | number> {
  readonly value: Value;
  readonly options: readonly { readonly value: Value; readonly label: ReactNode }[];
  readonly onChange: (value: Value) => void;
  /** As wide as what it stands in, each choice the same. */
  readonly block?: boolean;
  /** Of what it stands in, where nothing is said. */
  readonly disabled?: boolean;
  readonly style?: CSSProperties;
  /** Of the `Field` around it, whose label then names the choices. */
  readonly id?: string;
  readonly 'aria-label'?: string;
  readonly 'aria-describedby'?: string;
}

/**
 * A few choices side by side, of which one holds. Written here because the library's brings its tooltips and the placing of
 * layers along, which Home, and so every first visit, would have to load (38 kB).
 */
export function Segmented<Value extends string | number>(props: SegmentedProps<Value>) {
  const { value, options, onChange, block = false, style } = props;
  const name = useId();
  const around = useContext(DisabledContext);
  return (
    <div
      role="radiogroup"
      id={props.id}
      aria-label={props['aria-label']}
      aria-labelledby={props.id && !props['aria-label'] ? `${props.id}-label` : undefined}
      aria-describedby={props['aria-describedby']}
      className={block ? `${styles['segmented']} ${styles['block']}` : styles['segmented']}
      style={style}
    >
      {options.map((option) => (
        <label key={option.value} className={styles['choice']}>
          <input
            type="radio"
            className="visually-hidden"
            name={name}
            checked={option.value === value}
            disabled={props.disabled ?? around ?? false}
            onChange={() => onChange(option.value)}
          />
          {option.label}
        </label>
      ))}
    </div>
  );
}
