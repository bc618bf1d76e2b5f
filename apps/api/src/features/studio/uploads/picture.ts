/** The largest cover that is taken. */
export const MAX_PICTURE_BYTES = 64e6
