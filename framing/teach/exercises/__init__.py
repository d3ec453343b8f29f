"""The exercises of the lessons: a draw of each student's own, what is right for it, and what each slip would give.

`parts` holds what exercises are made of, `draws` the draws, `answers` reads what students hand in, and each
`lesson_NN` the exercises of a lesson. `framing.teach.check` is the door.
"""
