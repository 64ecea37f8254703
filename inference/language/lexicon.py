"""Lexicon: what single words and short expressions mean, whoever says them. Data only; see `reading`.

Every concept has its expressions, separated by commas, in plain form: "bend" is bends and bending, too, for
`reading` undoes endings. What concepts mean together is not said here: `frames` has it from the words of the
dictionary.
"""

# What can be moved, or is spoken of.
NOUNS = {
    "knee": "knee, knees",
    "hip": "hip, hips, pelvis, pelvic, glutes, butt, bum, seat, buttocks, hip line",
    "thigh": "thigh, upper leg, quads",
    "shin": "shin, lower leg, shank",
    "leg": "leg",
    "ankle": "ankle",
    "foot": "foot, feet",
    "toe": "toe",
    "heel": "heel",
    "arm": "arm, level your arms, level the arms",
    "upper_arm": "upper arm, upperarm",
    "forearm": "forearm, lower arm",
    "elbow": "elbow",
    "hand": "hand, wrist, palm, fist, finger",
    "shoulder": "shoulder",
    "trunk": (
        "trunk, torso, chest, spine, upper body, your back, the back, his back, her back, their back, a "
        "back, lower back, upper back, back straight, waist, ribs, ribcage, sternum, flat back, body"
    ),
    "head": "head, face, ear",
    "eye": "eye, gaze",
    "floor": "floor",
    "chin": "chin",
    "neck": "neck",
    "stance": "stance, base of support, footing",
    "step": "step, stride, step length, stride length",
    "movement": "movement, motion, exercise, whole movement, whole motion",
    "weight": "weight, balance",
    "range": "range, range of motion, range of movement, amplitude, rom, excursion",
    "ground": "ground, distance",
    "tempo": "tempo, pace, speed, velocity, rhythm",
    "order": "order, halves, second half, first half, two halves",
    "set": "the set",
    "pause": "the pause, the hold",
    "repetition": "repetition, rep, reps, times",
}
# How it moves, is held, or is to be.
MOTIONS = {
    "bend": "bend, bent, flex, flexed, flexion, curl, crease, fold, hinge, flexing",
    "straight": (
        "straight, straighten, straighter, extend, extended, extension, stretch, lock, locked, lock out, "
        "unbend"
    ),
    "soft": "soft, soften, unlock",
    "up": (
        "up, back up, raise, lift, high, higher, elevate, elevation, upwards, upward, hoist, height, hike, "
        "heighten, pick up, rise, hold up, further up, raised, shoulder height, "
        "hip height, chest height, head height, waist height, knee height"
    ),
    "overhead": "overhead, over your head, above your head, over his head",
    "down": "down, back down, lower, low, drop, sink, downwards, downward, sag, further down",
    "deep": "deep, depth, deeply, parallel",
    "forward": (
        "forward, forwards, to the front, in front, in front of you, in front of the body, ahead, "
        "frontwards, to face forward, in front of your body, towards the front, straight ahead, in front of "
        "him, in front of them, in front of her, in front of his body, in front of their body, foward, "
        "froward"
    ),
    "ahead": "ahead of the other, in front of the other",
    "back": (
        "back, backwards, backward, behind you, behind the body, to the back, behind, to the rear, "
        "rearwards, behind your body, behind him, behind her, behind them"
    ),
    "in": (
        "in, inwards, inward, to the inside, internally, internal, medially, medial, to the middle, closer "
        "to the middle, towards the middle, to the midline, towards each other, closer in, in towards the "
        "middle"
    ),
    "out": (
        "out, outwards, outward, to the outside, externally, external, laterally, lateral displacement, "
        "apart from the middle, away from the middle, away from each other, away from your body, outside"
    ),
    "side": (
        "out to the side, at your side, to the side, sideways, out to the sides, out to your sides, out at "
        "your side, from your side, at their sides, to their sides, at his sides, to his sides, out sideways"
    ),
    "close": (
        "close to your body, by your sides, close to your sides, at your sides, to your sides, to your body, "
        "into your sides, against your sides, close to the body"
    ),
    "across": "across, across your body, across the body, over the middle, crossed over",
    "side_to_side": "side to side, from side to side",
    "around": (
        "in a circle, around in a circle, circle, circular, turn around, spin around, full turn, around in "
        "circles, in circles, walk around in circles, in a circular motion, turns around, turning around"
    ),
    "left": (
        "counterclockwise, counter clockwise, anticlockwise, anti clockwise, to the left, left, to your "
        "left, towards the left, leftwards, toward the left, to the left side, over to the left"
    ),
    "right": (
        "clockwise, to the right, right, to your right, towards the right, rightwards, toward the right, to "
        "the right side, over to the right"
    ),
    "apart": "apart, spread apart, away from one another, room between, space between, separation, separate",
    "together": "together, closer together, close together, towards one another, less space between",
    "open": "open, opened",
    "spread": "spread, splay, widen out",
    "wide": "wide, widen, wider, width, broaden, broad",
    "narrow": "narrow, narrower, tighten",
    "upright": "upright, tall, taller, proud, erect, vertical, verticality, more upright",
    "straight_ahead": "straight forward, straight to the front",
    "lean": (
        "lean, tip, incline, inclination, tilt, leant, bow, bowed, side bend, bend over, hunch, slouch, "
        "round, stoop, lean over, slump, list"
    ),
    "turn": "turn, rotate, twist, rotation, swivel, spin, angle",
    "shift": "shift, slide, sway, drift, displacement",
    "abduct": "abduction, abduct",
    "adduct": "adduction, adduct",
    "horizontal": "horizontal, horizontally",
    "dorsiflex": "dorsiflexion, dorsiflex",
    "plantar": "plantar flexion, plantarflexion, plantarflex, plantar flex",
    "valgus": (
        "valgus, knock knee, cave, cave in, collapse, buckle, fall in, fall inwards, cave inwards, collapse "
        "inwards, fallen inwards, falling in, dive in, knock, collapse in, buckle in"
    ),
    "varus": "varus, bow out",
    "over_foot": (
        "over your foot, over your feet, over your toes, over the foot, over the toes, in line with your "
        "foot, in line with your feet, in line with your toes, over the ankle, over your ankle, over your "
        "ankles, over the middle of your foot, over the feet, in line with the toes, in line with the foot"
    ),
    "forward_over": (
        "forward over your toes, past your toes, beyond your toes, forward past your toes, over and past "
        "your toes"
    ),
    "behind_toes": "behind your toes, behind the toes",
    "planted": "on the floor, on the ground, flat, planted, glued to the floor, grounded, to the floor",
    "off_floor": "off the floor, off the ground",
    "tuck": "tuck, tucked",
    "flare": "flare, wing",
    "swing": "swing",
    "slow": "slow, control, controlled, slowly, slow down, slower, slow it down, rush less, decelerate",
    "fast": (
        "fast, quick, quickly, speed up, faster, quicker, hurry, hurry up, rapid, explode, explosive, "
        "accelerate, rush, move on, rushing, swift, hasty"
    ),
    "long": "long, lengthen, length, longer",
    "short": "short, shorten, shorter",
    "time": "time, duration, movement time",
    "early": "early, earlier, sooner, soon, too soon, ahead of time",
    "late": "late, later, delay, lag, lag behind, onset delay",
    "size": (
        "large, larger, big, bigger, enlarge, exaggerate, full, fuller, small, smaller, minimise, minimize, "
        "size"
    ),
    "still": "still, calm, quiet, keep still, calmer, quieter",
    "pause": (
        "pause, hold, wait, stay there, stop there, freeze, hold it, hold there, hold time, stay down there, "
        "hold the position, rest there"
    ),
    "travel": "travel, cover, go further, walk further",
    "again": "again, once more, another, repeat it, repeat",
    "reverse": (
        "reverse, other order, other way round, the other way round, back to front, before the first, in "
        "reverse, opposite order, before the first half"
    ),
    "mirror": (
        "mirror, mirrored, mirror image, other side, opposite side, swap left and right, switch sides, "
        "change sides, exchange left and right, left and right swapped, swap sides, on the other side, the "
        "other leg instead, switch left and right, left and right exchanged"
    ),
    "even": (
        "even out, evenly, even, evenness, level out, symmetric, symmetrically, symmetry, symmetrical, "
        "equally, asymmetric, uneven, unevenly, asymmetry, excess, level your arms, level the arms, "
        "balanced, levelling"
    ),
    "level": "level, neutral, centred, centered, in the middle of your feet",
    "look": "look, stare",
    "point": "point",
    "skip": "skip, leave out",
    "squeeze": "squeeze",
    "swap": "swap",
    "reach": "reach",
    "tiptoe": "tiptoe, tip toes, onto your toes, up on your toes, balls of your feet, on your toes",
    "squat": "squat",
    "sit": "sit",
    "stand": "stand",
    "lunge": "lunge",
}
# Compared with the other side.
AGAINST = (
    "compared with, compared to, than the, than your, than on the, against the, over right, over left, "
    "relative to"
)
# Verbs that say nothing of where to.
LIGHT = (
    "bring, keep, let, take, get, push, press, drive, guide, set, put, make, place, move, be, stay, "
    "have, go, come, use, try, see, aim, is, are, was, do, does, add, start, begin, allow, maintain, pull, "
    "remain, show, pay, concentrate, focus, think, feel, find, work, look to, ensure, track, continue, end, "
    "finish, stop at, become, got, getting, start with, send, actively, want to be, lead, line"
)
# More and less.
DEGREES = {
    1: (
        "more, further, farther, extra, great, large, larger, big, bigger, enlarge, exaggerate, full, "
        "fuller, greater, increase, additional, add more, larger amount of"
    ),
    -1: (
        "less, fewer, small, smaller, tiny, minimise, minimize, reduce, decrease, not so, not as, minus, "
        "lessen, limit, cut down, cut, ease off, minimal"
    ),
}
NEGATIONS = (
    "not, never, avoid, stop, without, no, dont, resist, prevent, quit, do not let, refrain, nor, rather "
    "than, instead of"
)
EXCESS = (
    "too, too much, too far, excessively, excessive, overly, so much, that much, way too, a bit too, a "
    "little too"
)
LACKING = (
    "too little, not enough, insufficient, insufficiently, lack, lacking, barely, hardly, too few, not quite"
)
ENOUGH = "enough, sufficiently"
MODALS = (
    "should, need, needs, must, want, wants, can, could, would, might, may, ought, please, will, wish, like, "
    "have to, has to, help, let us, lets"
)
PRONOUNS = "it, them, they, that, this one, these, those, there, one, ones, itself, themselves"
YOU = "you, yourself, i"
# Of whom a caption tells.
OTHERS = (
    "person, man, woman, someone, somebody, he, she, figure, robot, people, character, guy, human, "
    "individual, boy, girl, sim, toon, him, lady, actor, subject, patient, athlete, trainee, the person"
)
# What is passed over.
FILLERS = (
    "the, of, with, at, on, to, for, by, from, about, around, as, than, this, all, just, really, very, so, "
    "still, far, through, into, onto, under, one, bit, way, while, when, during, until, till, each, every, "
    "side, time, next, now, well, also, okay, ok, good, think, part, end, position, how, what, if, thing, "
    "whole, entire, slight, here, towards, toward, over, much, only, actively, again, same, point, both, "
    "rest, goal, next time, what is missing, center, centre, middle, other, your, my, me, please, a, an, am, "
    "front, instead, then, up to, or, us, we, even, almost, more or less, simply, kind, sort, lot, lateral, "
    "break, number, little, slightly, your own, own, right now, because, since, after, before, "
    "whenever"
)
# What an editor of form cannot carry out, by the part that does it; "": by any.
ACTIVITIES = {
    "whole_body": (
        "walk, run, jog, jump, hop, skip, dance, crawl, climb, swim, march, stumble, stagger, sprint, leap, "
        "cartwheel, roll, fall, kneel, crouch, squat, sit, stand, lie, lay, lunge, step, sidestep, shuffle, "
        "pace, stroll, limp, gallop, turn around, spin around, stop, dodge, duck, sneak, ski, skate, skip "
        "rope, push up, warm up, get up, stride, strides, tiptoe, trip, slip, pivot, dive, flip, balance, "
        "hike, fight, jumping jack, jumping jacks, get down, move around, wander, approach, retreat, circle, "
        "veer, rush forward, salsa, ballet, waltz, zig zag, stop walking, sway, pirouette, stretch, yoga, do "
        "yoga, wobble, tumble, bounce, freeze, walking, climbing"
    ),
    "arm": (
        "wave, punch, throw, clap, catch, grab, pick, hold, carry, push, pull, drink, eat, wash, wipe, "
        "scratch, touch, point, salute, shake, gesture, pat, knock, lift something, toss, jab, hook, "
        "uppercut, cross, dribble, swat, brush, rub, draw, write, paint, stir, pour, open something, close "
        "something, type, phone, call, answer, greet, hug, beckon, signal, strum, hit, slap, swing, shoot, "
        "block, chop, cut, mix, clean, dial, tap, drop something, flap, reach, violin, guitar, piano, "
        "direct, box, conduct, hand, pass, serve, tennis, golf, juggle, cook, snap, clasp, fold, bat, swipe, "
        "press something, snatch, slam, smash, put something, place something, pick up, tug, drag, dust, "
        "sweep"
    ),
    "leg": "kick, stomp, stamp, tap your foot",
    "": "play, act, exercise, practise, practice, perform, pretend",
    "head": "nod, look, shake your head, glance, stare",
    "torso": "bow, bend over, bend down",
}
