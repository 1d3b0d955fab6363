"""Given names: the first names that 'I'm ...' and 'my son ...' are checked against, and words that are no name."""

from __future__ import annotations

GIVEN_NAMES = frozenset(
    """
    aaron abby abdul abdullah abigail abraham ada adam adele adrian adriana agnes ahmad ahmed aidan aisha alan
    albert alberto alejandro alex alexander alexandra alexis alfred ali alice alicia alison allan allen allison
    alma alvin amanda amelia amina amir amit amy ana andre andrea andrew andy angela angelina anil anita ann anna
    anne annette annie anthony antonio anya april archie arjun arlene arnold arthur arturo asha ashley ashok audrey
    austin ava aziz barbara barry beatrice becky belinda ben benjamin bernadette bernard bernice bertha beth betty
    beverly bianca billy bob bobby bonnie brad bradley brandon brenda brendan brian bridget bruce bryan caitlin
    calvin cameron camila carl carla carlos carmen carol caroline carolyn carrie catherine cathy cecilia cedric
    charlene charles charlie charlotte chen cheryl chloe chris christina christine christopher cindy claire clara
    clarence claudia clive colin colleen connie connor conor constance corey craig cristina curtis cynthia daniel
    daniela danielle danny daphne darlene darren dave david dawn deborah debbie debra deepak deirdre denis denise
    dennis derek desmond diana diane diego dimitri dolores dominic don donald donna dora doreen doris dorothy doug
    douglas duncan dylan edgar edith edna eduardo edward edwin eileen elaine eleanor elena eli elias elijah
    elizabeth ella ellen elsie emily emma enrique eric erica erik erika erin ernest esther ethan ethel eugene eva
    evelyn fatima felicia felix fernando fiona florence frances francesca francis francisco frank franklin fred
    freda frederick gabriel gabriela gail gareth gary gavin gemma geoffrey george georgia gerald geraldine gerard
    gilbert gillian gina giovanni gladys glenn gloria gordon grace graham greg gregory greta guadalupe gustavo
    hannah harold harriet harry harvey hassan hector helen helena helga henry herbert herman hilda howard hugh hugo
    ian ibrahim ida imran ines ingrid irene irina isaac isabel isabella ivan ivy jack jackie jacob jacqueline jake
    james jamie jan jane janet janice jared jasmine jason javier jay jean jeanette jeff jeffrey jenna jennifer
    jenny jeremy jerome jerry jesse jessica jesus jill jim jimmy jin joan joann joanna joanne joe joel johan johanna
    john johnny jon jonathan jorge jose joseph josephine joshua joy joyce juan juanita judith judy julia julian
    julie june justin kamal karen karim karl kate katherine kathleen kathryn kathy katie keith kelly ken kenneth
    kerry kevin khalid kim kimberly klaus kumar kurt kyle lakshmi lara larry laura lauren laurence laurie lawrence
    leah lee leila lena leo leon leonard leroy leslie lewis liam lila lillian linda lisa lloyd lois lorenzo loretta
    lorraine louis louise lucas lucia lucille lucy luis luke lydia lynn mabel madison maggie mahmoud malcolm manuel
    marcel marcia marco marcus margaret margarita maria marian marianne marie marilyn mario marion marjorie mark
    marlene marsha martha martin marvin mary mateo may matthew maureen maurice max maxine megan mehmet mei melanie
    melissa meera mercedes michael michele michelle miguel mike mildred minh miriam mitchell mohamed mohammad
    mohammed moira molly monica morgan muhammad muriel myra myrtle nadia nancy naomi natalia natalie natasha nathan
    neha neil nellie nelson nicholas nick nicola nicole nigel nikhil nina noah noel nora norma norman oliver olivia
    omar oscar owen pablo pam pamela patricia patrick pilar paul paula pauline pedro peggy pete peter phil philip
    phillip phyllis pierre pooja priya rachel rafael raj rajesh ralph ramon randy raquel rashid ravi ray raymond
    rebecca regina reginald renee ricardo richard rick ricky rita rob robert roberta roberto robin rodney roger
    rohan roland ron ronald rosa rosalind rose rosemary rosie ross roy ruben ruby russell ruth ryan sally salma
    sam samantha samir samuel sandra sandy sanjay sara sarah scott sean sebastian sergio shannon sharon sheila
    shelley sheryl shirley sidney silvia simon sofia sonia sophia sophie stacey stanley stella stephanie stephen
    steve steven stewart stuart sue sunita suresh susan suzanne svetlana sylvia tamara tanya tara tatiana ted
    terence teresa terry thelma theo theresa thomas tiffany tim timothy tina todd tom tommy toni tony tracey tracy
    trevor tyler valerie vanessa vera vernon veronica vicki vicky victor victoria vijay vincent viola virginia
    vivian vladimir walter wanda warren wayne wendy wilfred will william winifred xavier yasmin yolanda yusuf
    yvonne zachary zainab zoe
    """.split()
)

ORDINARY_TOO = frozenset(
    """
    april archie austin carol charlotte chen dawn don florence frank georgia grace harry ivy jack jasmine jay jean
    jesus joy june kelly kim lee leo madison mark max may mercedes mitchell nick noel norma pam paul ray rick rob
    robin rose ruby sandy scott sue tara ted tom victoria viola virginia warren will yasmin
    """.split()
)
"""Names that are words, months or places as well: in lower case they are taken for those."""

NOT_NAMES = frozenset(
    """
    a about absolutely actually afraid after again age aged ago alive all allergic almost alone already also always
    am an and another anxious any anyone anything anyway are around as asking at available aware away awake back bad
    be because bed been before being best better between bit black blind bone book both brace broken but by call
    came can cannot cause certain chronic clear clinic come coming completely concerned confused considering
    constantly could crying curious day dead deaf death desperate diabetic did different difficult disabled do does
    doing done down due during early eight eighty elderly else emergency enough even ever every everyone everything
    exactly exhausted experiencing extremely facing feeling female fifty fine finally first fit five following for
    former forty four frail free from frustrated fully further getting given glad go going good got great
    grateful had half happy hard has have having he healthy hello help her here hers hi high him his home hope
    hoping hospital how hurting i if ill important in incontinent injured interested into is it its itself just
    kind know kyphoplasty last late later leave left less let like likely little long looking losing lost low lucky
    made male many married may maybe me mean medicine men menopausal might mild minute miss monday month more most
    moving much must my myself near need needing nervous never new next nine ninety no nobody none normal not
    nothing now number obese of off office often ok okay old on once one only open or other our out over overweight
    own pain pale paralysed paralyzed patient people perhaps please poor possible posted practically pregnant
    pretty probably procedure question quite ready really recovering red regarding related relieved reluctant
    responsible retired right safe said same saturday scan scared scheduled second seen sent serious seven seventy
    severe several she short should sick since single sitting six sixty sleeping so some someone something
    sometimes soon sore sorry spine staff standing starting still strong stuck stupid such suffering suggested
    sunday supposed sure surgery surprised taking ten terrified thank thankful thanks that the their them then
    there therefore these they thing thinking thirty this those though three through thursday tired to today told
    tomorrow tonight too totally trying tuesday turning twenty twice two typical unable under unhappy unsure until
    unwell up upset urgent us use used useful usually vertebroplasty very visiting waiting wake walking want wanting
    vegan vegetarian
    was we weak wearing wednesday week weeks well were what when where whether which while white who whole whom why
    widowed wife willing wishing with without woman wondering working worried worse worth would wrong year years yes
    yesterday yet you young your
    american anglo arab asian british catholic christian dutch english european french german greek hindu hispanic
    indian irish italian japanese jewish mexican muslim polish spanish welsh african canadian australian chinese
    appointment appt assistant called calls clinical consult consultation feels google googled gave gives goes
    keeps mentioned note notes offered ordered orders plans prescribed prescribes recommended recommends referred
    referral refused report reports saw says secretary seems sees specialist suggests surgeon team thinks thought
    told tells tried visit visits wanted wants warned wrote doctor nurse consultant practice gp ct mri dexa xray ray
    scans imaging image images fell falling fracture fractures level levels balloon cement injection
    spelled spelt misspelled written listed down private confidential irrelevant unimportant anonymous secret
    january february march april june july august september october november december friday
    mine yours nice pleased writing write mail email phone reach tel contact
    """.split()
)
"""What may follow 'I am', 'this is' or 'Dr' and is nobody's name."""
