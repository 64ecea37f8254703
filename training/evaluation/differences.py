"""Proof of the measured differences on UI-PRMD: ten exercises, eight people, acted faults, nothing trained.

Fixed before any result was looked at:

* A pair is one trainee's repetition and one correct repetition as the coach, drawn with a fixed seed: of
  OTHER_COACHES other people (never the trainee), and one of the same person (never the same repetition).
* The score of a pair is the root mean square, over the channels on which the exercise's faults should show
  (`acted_mistakes`, the focus a coach would choose), of |difference| / tolerance at each channel's strongest
  phase. The same over all channels stands beside it: what one gets without choosing a focus.
* AUC: how often an incorrect repetition scores above a correct one of the same exercise; 95 % intervals from
  a bootstrap over people as trainees, since repetitions of one person are not independent.
* Hits: how often the first finding, or one of the first three, of an incorrect repetition lies on the fault's
  channels, with all channels allowed. Chance is the same number of channels drawn at random from those compared.
"""
