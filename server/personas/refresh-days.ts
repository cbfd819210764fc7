/** Customers change slowly, and a name should mean tomorrow what it means today. */
export const personaRefreshDays = 7;
